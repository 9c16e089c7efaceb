package dev.execsession.scope;

/** One step of a compiled pattern. */
sealed interface Token {
  /** Matches one byte of a set; never a {@code /} unless it is a literal. */
  record OneOf(ByteSet bytes) implements Token {}

  /** {@code *}: matches any number of bytes that are not {@code /}. */
  record Run() implements Token {}

  /** {@code **}: matches anything. */
  record Folders() implements Token {}

  /** Matches nothing and allows the next two tokens to be skipped. */
  record Optionally() implements Token {}

  static Token literal(char value) {
    return new OneOf(ByteSet.of(value));
  }
}
