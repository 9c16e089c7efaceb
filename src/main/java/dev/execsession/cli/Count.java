package dev.execsession.cli;

/** Counts things in English. */
final class Count {
  private Count() {}

  /** Gives {@code 1 block}, {@code 3 blocks}. */
  static String of(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
