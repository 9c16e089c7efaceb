package dev.execsession.text;

import java.text.Normalizer;

/**
 * Normalizes texts that look alike. ASCII is returned as is: loading the library's tables would
 * take longer than the rest of a start.
 */
public final class UnicodeForm {
  private UnicodeForm() {}

  /** Returns the composed form (NFC), which most file systems use. */
  public static String composed(String text) {
    return isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** Returns the compatibility form (NFKC), which unifies variants such as full-width letters. */
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
