package dev.execsession.report;

import dev.execsession.json.Json;
import dev.execsession.json.JsonName;
import dev.execsession.report.html.SessionPage;
import dev.execsession.report.html.VerificationPage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats of a report; {@link #jsonName} is also the file extension. */
public enum ReportFormat implements JsonName {
  MD,
  JSON,
  HTML;

  /** The formats that are written into every session's folder. */
  public static final List<ReportFormat> ALWAYS = List.of(MD, JSON);

  /** Returns whether it shows the logs of checks that passed too. */
  public boolean showsAllLogs() {
    return this == HTML;
  }

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

  /** Returns the format of a file by its extension; empty for other extensions. */
  public static Optional<ReportFormat> of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return Stream.of(values()).filter(format -> name.endsWith("." + format.jsonName())).findFirst();
  }

  /** Returns all formats with a prefix, the last after a word: {@code .md, .json or .html}. */
  public static String all(String prefix, String word) {
    List<String> names = Stream.of(values()).map(format -> prefix + format.jsonName()).toList();
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " " + word + " " + names.get(last);
  }
}
