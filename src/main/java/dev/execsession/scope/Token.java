package dev.execsession.scope;

/** One step of a compiled pattern. */
sealed interface Token {
  /** Matches one byte of a set; never a {@code /} unless that is the literal meant. */
  record OneOf(ByteSet bytes) implements Token {}

  /** {@code *}: matches any number of bytes that are not {@code /}. */
  record Run() implements Token {}

  /** {@code **}: matches anything. */
  record Folders() implements Token {}

  /** Matches nothing and allows that the two tokens behind it are left out. */
  record Optionally() implements Token {}

  static Token literal(char value) {
    return new OneOf(ByteSet.of(value));
  }
}
