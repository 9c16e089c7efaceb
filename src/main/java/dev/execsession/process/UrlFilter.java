package dev.execsession.process;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Masks passwords in URLs in a stream, by their place alone: between user and host, {@code
 * redis://:***@host}, and as the value of a parameter, {@code ?password=***}.
 */
final class UrlFilter extends FilterOutputStream {
  private static final int NO = -1;
  private static final int MORE = -2;

  /** Longer ones are tokens, which are known by their shape. */
  private static final int LONGEST = 1 << 12;

  private static final int LONGEST_NAME = 40;
  private static final int HELD_BACK = 64;

  private static final boolean[] STARTS = new boolean[256];

  static {
    for (char start : ":?&;".toCharArray()) {
      STARTS[start] = true;
    }
  }

  private byte[] text = new byte[64];
  private int size;

  /** Whether the value of a parameter is being skipped. */
  private boolean inValue;

  /** Where the last password that was found starts and ends. */
  private int from;

  private int to;

  UrlFilter(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int at, int count) throws IOException {
    if (text.length < size + count) {
      text = Arrays.copyOf(text, size + count + HELD_BACK);
    }
    System.arraycopy(bytes, at, text, size, count);
    size += count;
    int passed = pass(false);
    System.arraycopy(text, passed, text, 0, size - passed);
    size -= passed;
  }

  @Override
  public void close() throws IOException {
    pass(true);
    size = 0;
    super.close();
  }

  /** Passes on the decided bytes; returns where the rest starts. */
  private int pass(boolean last) throws IOException {
    int i = 0;
    int clean = 0;
    while (i < size) {
      if (inValue) {
        i = endOfValue(i);
        clean = i;
        inValue = i == size;
        continue;
      }
      i = next(i);
      if (i == size) {
        break;
      }
      int found = isSeparator(text[i]) ? parameter(i) : text[i] == ':' ? password(i, last) : NO;
      if (found == MORE && !last) {
        break;
      }
      if (found < 0) {
        i++;
        continue;
      }
      out.write(text, clean, from - clean);
      out.write(SecretMask.STARS);
      inValue = isSeparator(text[i]);
      i = to;
      clean = to;
    }
    out.write(text, clean, i - clean);
    return i;
  }

  /** Returns the first position from {@code at} where a password may be announced, or the end. */
  private int next(int at) {
    byte[] bytes = text;
    int end = size;
    int i = at;
    while (i < end && !STARTS[bytes[i] & 0xff]) {
      i++;
    }
    return i;
  }

  /** Looks for a password between the user, which may be empty, and the host of a URL. */
  private int password(int at, boolean last) {
    int start = slashes(at + 1);
    if (start < 0) {
      return start;
    }
    int colon = NO;
    int sign = NO;
    int i = start;
    while (i < size && i - start < LONGEST && isAuthority(text[i])) {
      if (text[i] == ':' && colon < 0) {
        colon = i;
      } else if (text[i] == '@') {
        sign = i;
      }
      i++;
    }
    if (i == size && i - start < LONGEST && !last) {
      return MORE;
    }
    from = colon + 1;
    to = sign;
    return colon >= 0 && sign > colon + 1 ? to : NO;
  }

  /** Returns where {@code //} ends, also as JSON may escape it. */
  private int slashes(int at) {
    int i = at;
    for (int slash = 0; slash < 2; slash++) {
      if (i < size && text[i] == '\\') {
        i++;
      }
      if (i == size) {
        return MORE;
      }
      if (text[i] != '/') {
        return NO;
      }
      i++;
    }
    return i;
  }

  /** Looks for a parameter that holds a secret; {@link #to} is the start of its value. */
  private int parameter(int at) {
    int i = at + 1;
    while (i < size && i - at <= LONGEST_NAME && isName(text[i])) {
      i++;
    }
    if (i - at > LONGEST_NAME) {
      return NO;
    }
    if (i == size) {
      return MORE;
    }
    if (text[i] != '=' || !UrlSecrets.isSecretParameter(text, at, i)) {
      return NO;
    }
    if (i + 1 == size) {
      return MORE;
    }
    from = i + 1;
    to = from;
    return isValue(text[from]) ? to : NO;
  }

  private int endOfValue(int at) {
    int i = at;
    while (i < size && isValue(text[i])) {
      i++;
    }
    return i;
  }

  private static boolean isSeparator(byte b) {
    return b == '?' || b == '&' || b == ';';
  }

  private static boolean isName(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '_'
        || b == '-'
        || b == '.';
  }

  private static boolean isAuthority(byte b) {
    return (b < 0 || b > ' ') && "/?#\"'<>`\\\u007f".indexOf(b) < 0;
  }

  private static boolean isValue(byte b) {
    return (b < 0 || b > ' ') && "&;#\"'<>`\\\u007f".indexOf(b) < 0;
  }
}
