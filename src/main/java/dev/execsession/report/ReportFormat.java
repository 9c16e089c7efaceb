package dev.execsession.report;

import dev.execsession.json.JsonName;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The forms that a report is written in; a file's name ends in its format's word. */
public enum ReportFormat implements JsonName {
  MD,
  JSON;

  /** Returns the report in this format, ending in a line feed. */
  public String render(SessionReport report) {
    return switch (this) {
      case MD -> MarkdownReport.render(report);
      case JSON -> JsonReport.render(report);
    };
  }

  /** Returns the format that a file's name asks for; empty when it asks for none. */
  public static Optional<ReportFormat> of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return Stream.of(values()).filter(format -> name.endsWith("." + format.jsonName())).findFirst();
  }

  /** Returns all formats behind a mark and joined by a word: {@code .md or .json}. */
  public static String all(String mark, String word) {
    return Stream.of(values())
        .map(format -> mark + format.jsonName())
        .collect(Collectors.joining(" " + word + " "));
  }
}
