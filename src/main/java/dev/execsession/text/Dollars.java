package dev.execsession.text;

import java.util.Locale;

/** Formats amounts of US dollars. */
public final class Dollars {
  private Dollars() {}

  /** Returns {@code $0.12}; less than a cent has four decimals. */
  public static String of(double amount) {
    return String.format(Locale.ROOT, amount < 0.01 && amount > 0 ? "$%.4f" : "$%.2f", amount);
  }
}
