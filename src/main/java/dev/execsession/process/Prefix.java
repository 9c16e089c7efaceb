package dev.execsession.process;

import java.nio.charset.StandardCharsets;

/** The first bytes of a secret, at least two. */
final class Prefix {
  private final byte[] bytes;

  private Prefix(byte[] bytes) {
    if (bytes.length < 2) {
      throw new IllegalArgumentException("too short to search for");
    }
    this.bytes = bytes;
  }

  static Prefix of(String text) {
    return new Prefix(text.getBytes(StandardCharsets.UTF_8));
  }

  int length() {
    return bytes.length;
  }

  byte at(int index) {
    return bytes[index];
  }

  /**
   * Returns the prefix's length if it is at {@code at}, {@link SecretShape#NO}, or {@link
   * SecretShape#MORE} if the text ends within it and is not the {@code last}.
   */
  int match(byte[] text, int at, int end, boolean last) {
    int count = Math.min(bytes.length, end - at);
    for (int i = 0; i < count; i++) {
      if (text[at + i] != bytes[i]) {
        return SecretShape.NO;
      }
    }
    return count == bytes.length ? count : last ? SecretShape.NO : SecretShape.MORE;
  }
}
