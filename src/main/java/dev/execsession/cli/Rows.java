package dev.execsession.cli;

import dev.execsession.text.Columns;
import java.util.List;
import java.util.stream.Collectors;

/** Aligns the cells of rows in columns. */
final class Rows {
  private static final String GAP = "  ";

  private Rows() {}

  /** Returns the rows as lines; a row may have fewer cells than others. */
  static String align(List<List<String>> rows) {
    return rows.stream().map(row -> line(row, rows)).collect(Collectors.joining("\n"));
  }

  private static String line(List<String> row, List<List<String>> rows) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String cell = row.get(i);
      line.append(cell).append(" ".repeat(width(rows, i) - Columns.width(cell))).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> Columns.width(row.get(column)))
        .max()
        .orElse(0);
  }
}
