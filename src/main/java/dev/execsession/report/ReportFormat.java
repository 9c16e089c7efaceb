package dev.execsession.report;

import dev.execsession.ci.CodeQuality;
import dev.execsession.ci.JunitXml;
import dev.execsession.ci.SarifLog;
import dev.execsession.ci.WorkflowCommands;
import dev.execsession.json.Json;
import dev.execsession.json.JsonName;
import dev.execsession.report.html.SessionPage;
import dev.execsession.report.html.VerificationPage;
import dev.execsession.text.WordList;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats of a report, each with the endings of the files that get it. */
public enum ReportFormat implements JsonName {
  MD(".md"),
  JSON(".json"),
  HTML(".html"),
  JUNIT(".xml"),
  SARIF(".sarif .sarif.json"),
  GITLAB("code-quality-report.json"),
  GITHUB(""),
  COMMENT("comment.md");

  /** Separated by blanks; empty for none. */
  private final String endings;

  ReportFormat(String endings) {
    this.endings = endings;
  }

  public String render(SessionReport report) {
    return switch (this) {
      case MD -> MarkdownReport.render(report);
      case JSON -> JsonReport.render(report);
      case HTML -> SessionPage.render(report);
      case JUNIT -> JunitXml.render(SessionTests.of(report));
      case SARIF -> SarifLog.render(SessionFindings.of(report), report.tool());
      case GITLAB -> CodeQuality.render(SessionFindings.of(report));
      case GITHUB -> WorkflowCommands.render(SessionFindings.of(report), FailedLogs.groups(report));
      case COMMENT -> Comment.of(report);
    };
  }

  public String render(Verification verification) {
    return switch (this) {
      case MD -> VerificationMarkdown.render(verification);
      case JSON -> Json.pretty(verification);
      case HTML -> VerificationPage.render(verification);
      case JUNIT -> JunitXml.render(VerificationFindings.tests(verification));
      case SARIF -> SarifLog.render(VerificationFindings.of(verification), null);
      case GITLAB -> CodeQuality.render(VerificationFindings.of(verification));
      case GITHUB -> WorkflowCommands.render(VerificationFindings.of(verification), List.of());
      case COMMENT -> Comment.of(verification);
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

  /** Returns the format of a file by its longest known ending; empty for other files. */
  public static Optional<ReportFormat> of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return Stream.of(values())
        .filter(format -> format.length(name) > 0)
        .max(Comparator.comparingInt(format -> format.length(name)));
  }

  /** Returns the length of the ending that the name has; 0 for none. */
  private int length(String name) {
    return WordList.inOrder(endings).stream()
        .filter(name::endsWith)
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }

  /** Returns all formats: {@code md, json or junit}. */
  public static String names() {
    return list(Stream.of(values()).map(ReportFormat::jsonName).toList());
  }

  /** Returns the first ending of each format that has one: {@code .md, .json or .xml}. */
  public static String knownEndings() {
    return list(
        Stream.of(values())
            .filter(format -> !format.endings.isEmpty())
            .map(format -> WordList.inOrder(format.endings).get(0))
            .toList());
  }

  private static String list(List<String> words) {
    int last = words.size() - 1;
    return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }
}
