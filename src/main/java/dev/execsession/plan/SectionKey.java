package dev.execsession.plan;

import dev.execsession.text.UnicodeForm;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Normalizes headings and field names such as {@code §2 Objective Lock (Mandatory):}. */
public final class SectionKey {
  private static final Pattern NUMBER =
      Pattern.compile(
          "^(?:§\\s*\\d+(?:\\.\\w{1,3})*[.):]?\\s+|\\d+(?:\\.(?:\\d+|[a-z]))+[.):]?\\s+"
              + "|\\d+[.)]\\s*|[一二三四五六七八九十百]+[、.]\\s*)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PARENTHETICAL = Pattern.compile("\\s*\\([^()]*\\)$");
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  private SectionKey() {}

  public static String of(Prose heading) {
    return of(heading.plain());
  }

  /** Returns the key of a text without Markdown. */
  public static String of(String text) {
    String key = tidy(text);
    if (!key.isEmpty() && !isLetter(key.charAt(0))) {
      Matcher number = NUMBER.matcher(key);
      if (number.find() && number.end() < key.length()) {
        key = key.substring(number.end());
      }
    }
    key = dropColon(key);
    if (key.endsWith(")")) {
      key = PARENTHETICAL.matcher(key).replaceFirst("");
    }
    return fold(dropColon(key));
  }

  /** Returns the text in NFKC, without emoji, with single spaces. */
  static String tidy(String text) {
    if (isTidy(text)) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    UnicodeForm.compatible(text)
        .codePoints()
        .filter(c -> !isEmoji(c))
        .forEach(kept::appendCodePoint);
    return SPACES.matcher(kept).replaceAll(" ").strip();
  }

  /** Returns whether a text is ASCII with single spaces, as nearly every key is. */
  private static boolean isTidy(String text) {
    char before = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) {
        return false;
      }
      before = c;
    }
    return before != ' ' || text.isEmpty();
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** Folds case, independent of the locale. */
  static String fold(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static String dropColon(String text) {
    return text.endsWith(":") ? text.substring(0, text.length() - 1).strip() : text;
  }

  private static boolean isEmoji(int c) {
    return (Character.getType(c) == Character.OTHER_SYMBOL && c != '§')
        || c == 0xfe0f
        || c == 0x20e3
        || (c >= 0x1f3fb && c <= 0x1f3ff);
  }
}
