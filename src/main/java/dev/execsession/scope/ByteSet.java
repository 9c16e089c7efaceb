package dev.execsession.scope;

/** A set of byte values, 0 to 255. */
final class ByteSet {
  private final long[] words = new long[4];

  static ByteSet of(int value) {
    ByteSet set = new ByteSet();
    set.add(value);
    return set;
  }

  /** Returns all values except those of {@code others}. */
  static ByteSet allBut(ByteSet others) {
    ByteSet set = new ByteSet();
    for (int i = 0; i < set.words.length; i++) {
      set.words[i] = ~others.words[i];
    }
    return set;
  }

  void add(int value) {
    words[value >> 6] |= 1L << (value & 63);
  }

  void addRange(int first, int last) {
    for (int value = first; value <= last; value++) {
      add(value);
    }
  }

  void remove(int value) {
    words[value >> 6] &= ~(1L << (value & 63));
  }

  boolean contains(int value) {
    return (words[value >> 6] & (1L << (value & 63))) != 0;
  }
}
