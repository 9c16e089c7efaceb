package dev.execsession.report;

import dev.execsession.ci.LogGroup;
import dev.execsession.journal.Fact;
import dev.execsession.text.CommandName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows the output of failed checks and executors. */
record FailedLogs(List<SessionReport.LogExcerpt> logs) {
  static FailedLogs of(SessionReport report) {
    List<SessionReport.LogExcerpt> logs = report.logs();
    return new FailedLogs(logs == null ? List.of() : logs);
  }

  /** Returns the start and the end of the output of each check that did not pass. */
  String of(List<Fact.Check> checks) {
    StringBuilder out = new StringBuilder();
    for (Fact.Check check : checks) {
      String output = output(check.log(), check.tail());
      if (!check.passed() && (check.explanation() != null || !output.isEmpty())) {
        out.append(Markdown.code(CommandName.of(check.command()))).append(": ");
        out.append(Markdown.text(check.explanation() == null ? "output" : check.explanation()));
        out.append("\n\n").append(output.isEmpty() ? "" : output + "\n");
      }
    }
    return out.toString();
  }

  /** Returns the start and the end of an executor's output. */
  String of(SessionReport.Executor end) {
    return output(end.log(), null);
  }

  /** Returns the start and the end of a check's output; empty if there is none. */
  Optional<String> text(Fact.Check check) {
    return text(check.log(), check.tail());
  }

  /** Returns the start and the end of an executor's output; empty if there is none. */
  Optional<String> text(SessionReport.Executor end) {
    return text(end.log(), null);
  }

  private String output(@Nullable String log, @Nullable String tail) {
    return text(log, tail).map(text -> Markdown.fence("text", text)).orElse("");
  }

  private Optional<String> text(@Nullable String log, @Nullable String tail) {
    return logs.stream()
        .filter(excerpt -> excerpt.log().equals(log))
        .findFirst()
        .map(SessionReport.LogExcerpt::text)
        .or(() -> Optional.ofNullable(tail))
        .filter(text -> !text.isBlank());
  }

  /** Returns the output of each check and executor that failed, for a log that folds it. */
  static List<LogGroup> groups(SessionReport report) {
    FailedLogs logs = of(report);
    List<LogGroup> groups = new ArrayList<>();
    for (SessionReport.Block block : report.blocks()) {
      SessionReport.Executor end = block.executor();
      if (end != null && end.failure() != null) {
        logs.add(groups, block.id() + " executor: " + end.failure(), logs.text(end));
      }
      logs.add(groups, block.id() + " ", block.checks());
    }
    logs.add(groups, "", report.completion().checks());
    return groups;
  }

  private void add(List<LogGroup> groups, String of, List<Fact.Check> checks) {
    checks.stream()
        .filter(check -> !check.passed())
        .forEach(check -> add(groups, of + SessionFindings.sentence(check), text(check)));
  }

  private void add(List<LogGroup> groups, String title, Optional<String> text) {
    text.ifPresent(lines -> groups.add(new LogGroup(title, lines)));
  }
}
