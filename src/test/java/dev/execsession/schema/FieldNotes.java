package dev.execsession.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code docs/json.md} says about fields, by the name of their table. */
record FieldNotes(Map<String, Map<String, String>> tables) {
  /** Tables whose name is not that of the record. */
  private static final Map<String, String> NAMES =
      Map.of("SessionReport", "report", "EscalationCase", "case", "Standing", "progress");

  static FieldNotes read() {
    Map<String, Map<String, String>> tables = new HashMap<>();
    Map<String, String> table = new HashMap<>();
    try {
      for (String line : Files.readAllLines(Path.of("docs/json.md"))) {
        if (line.startsWith("### ")) {
          table = new HashMap<>();
          tables.put(key(line.substring(4)), table);
        } else if (line.startsWith("| `")) {
          String[] cells = line.split(" \\| ", 2);
          table.put(
              cells[0].replaceAll("[|` ]", ""),
              cells[1].replaceFirst(" \\|$", "").replace("*", ""));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FieldNotes(tables);
  }

  private static String key(String name) {
    return name.replace(" ", "").toLowerCase(Locale.ROOT);
  }

  Optional<String> of(Class<?> type, String field) {
    String name = NAMES.getOrDefault(type.getSimpleName(), key(type.getSimpleName()));
    boolean isReport = type.getName().matches(".*\\.(report|journal)\\..*");
    boolean isVerification = type.getName().contains("Verification");
    return isReport && !isVerification
        ? Optional.ofNullable(tables.getOrDefault(name, Map.of()).get(field))
        : Optional.empty();
  }
}
