package dev.execsession.text;

/**
 * Measures text as a terminal shows it: wide characters take two columns, combining characters and
 * the escape sequences of styles none.
 */
public final class Columns {
  private static final char ESCAPE = '\u001b';

  private Columns() {}

  /** First and last code points of the wide ranges, from Unicode's EastAsianWidth (W and F). */
  private static final class Wide {
    static final int[] RANGES = {
      0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3,
      0x23f3, 0x25fd, 0x25fe, 0x2614, 0x2615, 0x2648, 0x2653, 0x267f, 0x267f, 0x2693, 0x2693,
      0x26a1, 0x26a1, 0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26ce, 0x26ce, 0x26d4,
      0x26d4, 0x26ea, 0x26ea, 0x26f2, 0x26f3, 0x26f5, 0x26f5, 0x26fa, 0x26fa, 0x26fd, 0x26fd,
      0x2705, 0x2705, 0x270a, 0x270b, 0x2728, 0x2728, 0x274c, 0x274c, 0x274e, 0x274e, 0x2753,
      0x2755, 0x2757, 0x2757, 0x2795, 0x2797, 0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c,
      0x2b50, 0x2b50, 0x2b55, 0x2b55, 0x2e80, 0x303e, 0x3041, 0x4dbf, 0x4e00, 0xa4cf, 0xa960,
      0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6f, 0xff01, 0xff60,
      0xffe0, 0xffe6, 0x16fe0, 0x18dff, 0x1aff0, 0x1b2ff, 0x1f004, 0x1f004, 0x1f0cf, 0x1f0cf,
      0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f200, 0x1f320, 0x1f32d, 0x1f335, 0x1f337, 0x1f37c,
      0x1f37e, 0x1f393, 0x1f3a0, 0x1f3ca, 0x1f3cf, 0x1f3d3, 0x1f3e0, 0x1f3f0, 0x1f3f4, 0x1f3f4,
      0x1f3f8, 0x1f43e, 0x1f440, 0x1f440, 0x1f442, 0x1f4fc, 0x1f4ff, 0x1f53d, 0x1f54b, 0x1f54e,
      0x1f550, 0x1f567, 0x1f57a, 0x1f57a, 0x1f595, 0x1f596, 0x1f5a4, 0x1f5a4, 0x1f5fb, 0x1f64f,
      0x1f680, 0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0, 0x1f6d2, 0x1f6d5, 0x1f6d7, 0x1f6dc, 0x1f6df,
      0x1f6eb, 0x1f6ec, 0x1f6f4, 0x1f6fc, 0x1f7e0, 0x1f7eb, 0x1f7f0, 0x1f7f0, 0x1f90c, 0x1f93a,
      0x1f93c, 0x1f945, 0x1f947, 0x1f9ff, 0x1fa70, 0x1faff, 0x20000, 0x2fffd, 0x30000, 0x3fffd
    };

    static boolean contains(int codePoint) {
      for (int i = 0; i < RANGES.length && RANGES[i] <= codePoint; i += 2) {
        if (codePoint <= RANGES[i + 1]) {
          return true;
        }
      }
      return false;
    }
  }

  /** Returns the number of columns of one line. */
  public static int width(String line) {
    int columns = 0;
    for (int i = 0; i < line.length(); i = next(line, i)) {
      columns += at(line, i);
    }
    return columns;
  }

  /** Returns the line, or its beginning and {@code …} if it takes more columns; without styles. */
  public static String cut(String line, int most) {
    if (width(line) <= most) {
      return line;
    }
    StringBuilder kept = new StringBuilder();
    int columns = 0;
    for (int i = 0; i < line.length(); i = next(line, i)) {
      columns += at(line, i);
      if (columns > most - 1) {
        break;
      }
      if (line.charAt(i) != ESCAPE) {
        kept.appendCodePoint(line.codePointAt(i));
      }
    }
    return most < 1 ? "" : kept + "…";
  }

  private static int at(String line, int index) {
    int c = line.codePointAt(index);
    if (c >= 0x20 && c < 0x300) {
      return c == 0xad ? 0 : 1;
    }
    return c < 0x20 || isCombining(c) ? 0 : Wide.contains(c) ? 2 : 1;
  }

  private static boolean isCombining(int codePoint) {
    return (codePoint >= 0x1160 && codePoint <= 0x11ff)
        || switch (Character.getType(codePoint)) {
          case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
          default -> false;
        };
  }

  /** Returns the index after the character, or the escape sequence, at the index. */
  private static int next(String line, int index) {
    if (line.charAt(index) != ESCAPE) {
      return index + Character.charCount(line.codePointAt(index));
    }
    int end = index + 1;
    if (end < line.length() && line.charAt(end) == '[') {
      end++;
      while (end < line.length() && line.charAt(end) < 0x40) {
        end++;
      }
    }
    return Math.min(line.length(), end + 1);
  }
}
