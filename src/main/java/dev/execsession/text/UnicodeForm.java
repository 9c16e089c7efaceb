package dev.execsession.text;

import java.text.Normalizer;

/**
 * Brings texts that look alike into one form. ASCII, which most texts are, has no other: asking the
 * library for it would bring up its tables, which cost a start more than all the rest it compares.
 */
public final class UnicodeForm {
  private UnicodeForm() {}

  /** Returns the composed form, as most file systems keep names. */
  public static String composed(String text) {
    return isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** Returns the composed form in which compatible characters, as full-width letters, are one. */
  public static String compatible(String text) {
    return isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
