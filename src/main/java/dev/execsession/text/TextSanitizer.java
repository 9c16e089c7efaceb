package dev.execsession.text;

/**
 * Makes text from plans, names, branches and child processes safe to print: terminals interpret
 * control bytes, and readers cannot see invisible ones.
 */
public final class TextSanitizer {
  private TextSanitizer() {}

  /**
   * Returns the text on one line: C0 controls as {@code ^[}, line feed and tab as {@code \n} and
   * {@code \t}, every other control, bidirectional or invisible character as <code>&#92;u{202e}
   * </code>.
   */
  public static String oneLine(String text) {
    return escape(text, false);
  }

  /** Returns the text with line feeds and tabs kept, everything else as {@link #oneLine}. */
  public static String lines(String text) {
    return escape(text, true);
  }

  /**
   * Returns whether a code point could mislead a reader: a control other than tab and line feed, a
   * bidirectional mark, or an invisible character.
   */
  public static boolean isHidden(int codePoint) {
    return (codePoint < 0x20 && codePoint != '\t' && codePoint != '\n')
        || (codePoint >= 0x7f && codePoint <= 0x9f)
        || codePoint == 0xad
        || codePoint == 0x61c
        || codePoint == 0x180e
        || (codePoint >= 0x200b && codePoint <= 0x200f)
        || (codePoint >= 0x2028 && codePoint <= 0x202e)
        || (codePoint >= 0x2060 && codePoint <= 0x206f)
        || codePoint == 0xfeff
        || (codePoint >= 0xfff9 && codePoint <= 0xfffb)
        || (codePoint >= 0xd800 && codePoint <= 0xdfff)
        || (codePoint >= 0xe0000 && codePoint <= 0xe007f);
  }

  private static String escape(String text, boolean keepLines) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (c == '\n' || c == '\t') {
        out.append(keepLines ? Character.toString(c) : c == '\n' ? "\\n" : "\\t");
      } else if (c < 0x20) {
        out.append('^').append((char) (c + 0x40));
      } else if (isHidden(c)) {
        out.append("\\u{").append(Integer.toHexString(c)).append('}');
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }
}
