package dev.execsession.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A table in Markdown, printed when it is whole. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... heads) {
    rows.add(List.of(heads));
  }

  Table(List<String> heads) {
    rows.add(List.copyOf(heads));
  }

  void row(String... cells) {
    row(Arrays.asList(cells));
  }

  void row(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException("not a row of this table: " + cells);
    }
    rows.add(List.copyOf(cells));
  }

  void print() {
    for (int i = 0; i < rows.size(); i++) {
      System.out.println("| " + String.join(" | ", rows.get(i)) + " |");
      if (i == 0) {
        System.out.println("|" + "---|".repeat(rows.get(0).size()));
      }
    }
    System.out.println();
  }

  /** Returns a figure with as many decimals as mean something. */
  static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.1f" : "%,.0f", value);
  }

  static String ratio(double value, double to) {
    return String.format(Locale.ROOT, "%.2f", value / to);
  }
}
