package dev.execsession.cli;

/** Formats counts of things. */
final class Count {
  private Count() {}

  /** Returns {@code 1 block}, {@code 3 blocks}. */
  static String of(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** Returns {@code no blocks}, {@code 1 block}, {@code 3 blocks}. */
  static String orNo(long number, String thing) {
    return number == 0 ? "no " + thing + "s" : of(number, thing);
  }
}
