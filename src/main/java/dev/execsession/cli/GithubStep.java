package dev.execsession.cli;

import dev.execsession.file.Digests;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.report.MarkdownLimit;
import dev.execsession.report.ReportFormat;
import dev.execsession.report.SessionReport;
import dev.execsession.report.Verification;
import dev.execsession.text.IoReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of a step in GitHub Actions: adds a report to the step's summary, and the outputs
 * {@code state}, {@code next} and {@code report}. Without the variables that name these files it
 * does nothing.
 */
record GithubStep(Map<String, String> environment) {
  /** Describes the format in the commands that have it. */
  static final String HELP =
      "github prints annotations, and adds to the step's summary and outputs.";

  private static final String SUMMARY = "GITHUB_STEP_SUMMARY";
  private static final String OUTPUT = "GITHUB_OUTPUT";

  /** A larger summary is refused. */
  private static final long MOST = 1 << 20;

  /** Adds a session's report, which is also in a file. */
  void add(SessionReport report, Path file) {
    summarize(ReportFormat.MD.render(report));
    output(report.state().name().toLowerCase(Locale.ROOT), report.next(), file);
  }

  /** Adds a verification; {@code file} holds a report of it, if there is one. */
  void add(Verification verification, @Nullable Path file) {
    summarize(ReportFormat.MD.render(verification));
    String amend = verification.amendCommand().orElse("");
    output(verification.ok() ? "passed" : "failed", amend, file);
  }

  private void summarize(String markdown) {
    append(SUMMARY, size -> MarkdownLimit.of(size == 0 ? markdown : "\n" + markdown, MOST - size));
  }

  private void output(String state, String next, @Nullable Path report) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("state", state);
    values.put("next", next);
    values.put("report", report == null ? "" : report.toString());
    StringBuilder lines = new StringBuilder();
    values.forEach((name, value) -> lines.append(assignment(name, value)));
    append(OUTPUT, size -> lines.toString());
  }

  /** Returns lines that set an output; no line of the value can be the one that ends it. */
  private static String assignment(String name, String value) {
    byte[] digest = Digests.sha256().digest(value.getBytes(StandardCharsets.UTF_8));
    String end = "end-" + HexFormat.of().formatHex(digest);
    return name + "<<" + end + "\n" + value + "\n" + end + "\n";
  }

  private interface Addition {
    /** Returns what to add to a file of this size. */
    String after(long size);
  }

  private void append(String variable, Addition addition) {
    String name = environment.getOrDefault(variable, "");
    if (name.isEmpty()) {
      return;
    }
    Path file = Path.of(name);
    try {
      long size = Files.exists(file) ? Files.size(file) : 0;
      Files.writeString(
          file, addition.after(size), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.RUN_OUTPUT,
          "cannot write `" + file + "`, which " + variable + " names: " + IoReason.of(e),
          "unset " + variable + ", or name a file that is writable",
          e);
    }
  }
}
