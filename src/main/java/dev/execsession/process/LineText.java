package dev.execsession.process;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a line as characters: UTF-8, or Latin-1 if they are not valid UTF-8. Reused from
 * line to line, without allocation for ASCII.
 */
final class LineText implements CharSequence {
  private byte[] bytes = {};
  private int from;
  private int end;

  /** The characters, if they are not one byte each. */
  private @Nullable String wide;

  void set(byte[] source, int from, int end) {
    this.bytes = source;
    this.from = from;
    this.end = end;
    this.wide = null;
    int ascii = from;
    while (ascii < end && source[ascii] >= 0) {
      ascii++;
    }
    if (ascii < end) {
      String text = new String(source, from, end - from, StandardCharsets.UTF_8);
      wide = text.indexOf('\ufffd') < 0 ? text : null;
    }
  }

  @Override
  public int length() {
    return wide == null ? end - from : wide.length();
  }

  @Override
  public char charAt(int index) {
    return wide == null ? (char) (bytes[from + index] & 0xff) : wide.charAt(index);
  }

  /** Returns the number of characters in the first bytes. */
  int charsIn(int count) {
    return wide == null ? count : new String(bytes, from, count, StandardCharsets.UTF_8).length();
  }

  /** Returns the number of bytes in the first characters. */
  int bytesIn(int count) {
    return wide == null ? count : bytes(0, count).length;
  }

  /** Returns the bytes of a range of characters. */
  byte[] bytes(int first, int last) {
    return wide == null
        ? Arrays.copyOfRange(bytes, from + first, from + last)
        : wide.substring(first, last).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public CharSequence subSequence(int first, int last) {
    return toString().subSequence(first, last);
  }

  @Override
  public String toString() {
    return wide == null ? new String(bytes, from, end - from, StandardCharsets.ISO_8859_1) : wide;
  }
}
