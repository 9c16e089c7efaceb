package dev.execsession.scope;

import java.util.function.IntPredicate;

/** A set of byte values, 0 to 255. */
final class ByteSet {
  private final long[] words = new long[4];

  static ByteSet of(IntPredicate members) {
    ByteSet set = new ByteSet();
    set.addAll(members);
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

  void addAll(IntPredicate members) {
    for (int value = 0; value < 256; value++) {
      if (members.test(value)) {
        add(value);
      }
    }
  }

  boolean contains(int value) {
    return (words[value >> 6] & (1L << (value & 63))) != 0;
  }
}
