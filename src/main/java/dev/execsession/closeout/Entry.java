package dev.execsession.closeout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An entry of an index or tracker, as a list item or as a table row.
 *
 * @param item the text of the item, without its mark; further lines are indented
 * @param main the cell that names it
 * @param cells further cells by the heading of their column, in lower case
 * @param isOpen whether a check box is left empty
 */
record Entry(String item, String main, Map<String, String> cells, boolean isOpen) {
  static final String DATE = "date";
  static final String STATUS = "status";
  static final String OUTCOME = "outcome";
  static final String PLAN = "plan";

  private static final Pattern MAIN =
      Pattern.compile("plan|title|name|document|file|item|debt|description|issue|task|what");

  /** Columns that hold the same, by other names. */
  private static final Map<String, Pattern> NAMES =
      Map.of(
          DATE, Pattern.compile("(?:date|completed|closed|finished|done|added|since)(?: on)?|when"),
          STATUS, Pattern.compile("status|state"),
          OUTCOME, Pattern.compile("outcome|result"),
          PLAN, Pattern.compile("plan|source|origin|from|link"));

  Entry {
    cells = Map.copyOf(cells);
  }

  static Entry ofItem(String text) {
    return new Entry(
        text, text.lines().map(String::strip).collect(Collectors.joining(" ")), Map.of(), false);
  }

  /** Returns the entry of a table row; its main cell is the first with a link. */
  static Entry ofRow(List<String> names, List<String> row) {
    int main = 0;
    while (main < row.size() - 1 && !row.get(main).contains("](")) {
      main++;
    }
    main = row.get(main).contains("](") ? main : 0;
    Map<String, String> cells = new LinkedHashMap<>();
    List<String> words = new ArrayList<>(List.of(row.get(main)));
    for (int i = 0; i < Math.min(names.size(), row.size()); i++) {
      if (i != main) {
        cells.put(names.get(i), row.get(i));
        if (!row.get(i).isBlank()) {
          words.add(row.get(i));
        }
      }
    }
    return new Entry(String.join(" — ", words), row.get(main), cells, false);
  }

  /** Returns the entry with these cells, which replace others of the same meaning. */
  Entry with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>();
    cells.forEach((name, cell) -> all.put(name, more.getOrDefault(meaning(name, more), cell)));
    more.forEach(all::putIfAbsent);
    return new Entry(item, main, all, isOpen);
  }

  /** Returns the cells for a table with these headings. */
  List<String> row(List<String> names) {
    int at = 0;
    while (at < names.size() && !MAIN.matcher(names.get(at)).matches()) {
      at++;
    }
    at = at == names.size() ? 0 : at;
    List<String> row = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String cell = cells.getOrDefault(name, cells.getOrDefault(meaning(name, cells), ""));
      row.add((i == at ? main : cell).replaceAll("(?<!\\\\)\\|", "\\\\|"));
    }
    return row;
  }

  private static String meaning(String name, Map<String, String> among) {
    return NAMES.entrySet().stream()
        .filter(known -> among.containsKey(known.getKey()))
        .filter(known -> known.getValue().matcher(name).matches())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(name);
  }
}
