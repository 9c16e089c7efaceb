package dev.execsession.drift;

/**
 * Removes comments from programs, so that a package in a comment does not count, but does when it
 * is uncommented.
 */
final class SourceComments {
  private SourceComments() {}

  /** Returns the text without {@code //} and {@code /* *}{@code /} comments outside quotes. */
  static String slashes(String text) {
    return strip(text, false);
  }

  /** Returns the text without {@code #} comments outside quotes. */
  static String hashes(String text) {
    return strip(text, true);
  }

  private static String strip(String text, boolean hash) {
    StringBuilder out = new StringBuilder(text.length());
    char quote = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) != '\n') {
          out.append(c).append(text.charAt(i + 1));
          i += 2;
          continue;
        }
        // A quote that is not closed on its line is an apostrophe, or unknown syntax.
        if (c == quote || c == '\n') {
          quote = 0;
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (hash ? c == '#' : text.startsWith("//", i)) {
        int end = text.indexOf('\n', i);
        i = end < 0 ? text.length() : end;
        continue;
      } else if (!hash && text.startsWith("/*", i)) {
        int end = text.indexOf("*/", i + 2);
        i = end < 0 ? text.length() : end + 2;
        out.append(' ');
        continue;
      }
      out.append(c);
      i++;
    }
    return out.toString();
  }
}
