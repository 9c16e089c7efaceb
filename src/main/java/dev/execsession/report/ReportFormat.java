package dev.execsession.report;

import dev.execsession.json.Json;
import dev.execsession.json.JsonName;
import dev.execsession.report.html.SessionPage;
import dev.execsession.report.html.VerificationPage;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats of a report; {@link #jsonName} is also the file extension. */
public enum ReportFormat implements JsonName {
  MD,
  JSON,
  HTML;

  public String render(SessionReport report) {
    return switch (this) {
      case MD -> MarkdownReport.render(report);
      case JSON -> JsonReport.render(report);
      case HTML -> SessionPage.render(report);
    };
  }

  public String render(Verification verification) {
    return switch (this) {
      case MD -> VerificationMarkdown.render(verification);
      case JSON -> Json.pretty(verification);
      case HTML -> VerificationPage.render(verification);
    };
  }

  /** Returns whether each session's folder gets a report in this format when the session ends. */
  public boolean isKept() {
    return this == MD || this == JSON;
  }

  /** Returns whether it shows the logs of checks that passed too. */
  public boolean showsAllLogs() {
    return this == HTML;
  }

  /** Returns the format of a file by its extension; empty for other extensions. */
  public static Optional<ReportFormat> of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return Stream.of(values()).filter(format -> name.endsWith("." + format.jsonName())).findFirst();
  }

  /** Returns all formats with a prefix, joined by a word: {@code .md or .json}. */
  public static String all(String prefix, String word) {
    return Stream.of(values())
        .map(format -> prefix + format.jsonName())
        .collect(Collectors.joining(" " + word + " "));
  }
}
