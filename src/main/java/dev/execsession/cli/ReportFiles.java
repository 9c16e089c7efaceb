package dev.execsession.cli;

import dev.execsession.contract.ReportTarget;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.report.EscalationDocument;
import dev.execsession.report.ReportFormat;
import dev.execsession.report.ReportPlace;
import dev.execsession.report.SessionReport;
import dev.execsession.store.SessionFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes a session's report and escalation record: always to its folder, and to the requested
 * copies. The folder also gets what a copy holds, so that the next run recognizes the copy.
 *
 * @param directory paths below it are shown relative to it
 */
record ReportFiles(Path directory) {
  /** Returns the report of a session. */
  SessionReport report(SessionState state, SessionSources sources) {
    return SessionReport.of(state, new ReportPlace(shown(sources.folder().path()), null, sources));
  }

  /**
   * Writes everything and returns the paths to name, the Markdown report first. What cannot be
   * written is a warning: the journal is there, so {@code exec-session report} makes it again.
   *
   * @param sources what the report shows besides the state
   */
  List<String> write(
      SessionFolder folder,
      SessionState state,
      List<ReportTarget> copies,
      SessionSources sources,
      Consumer<Problem> warnings) {
    ReportPlace place = place(folder);
    SessionReport brief = report(state, sources);
    SessionReport full =
        copies.stream().anyMatch(copy -> copy.format().showsAllLogs())
            ? report(state, sources.withAllLogs())
            : brief;
    Function<ReportFormat, String> text =
        format -> format.render(format.showsAllLogs() ? full : brief);
    List<String> written = new ArrayList<>();
    for (ReportFormat format : ReportFormat.values()) {
      if (!format.isKept() && copies.stream().noneMatch(copy -> copy.format() == format)) {
        continue;
      }
      Path file = folder.report(format.jsonName());
      if (isWritten(() -> folder.write(file, text.apply(format)), warnings)
          && format == ReportFormat.MD) {
        written.add(shown(file));
      }
    }
    state
        .escalation()
        .ifPresent(
            escalation -> isWritten(() -> writeRecord(folder, state, escalation, place), warnings));
    for (ReportTarget copy : copies) {
      if (isWritten(() -> replace(folder, copy.path(), text.apply(copy.format())), warnings)) {
        written.add(shown(copy.path()));
      }
    }
    return written;
  }

  private static boolean isWritten(Runnable write, Consumer<Problem> warnings) {
    try {
      write.run();
      return true;
    } catch (StopException e) {
      e.problems()
          .forEach(
              problem ->
                  warnings.accept(
                      Problem.warning(
                          ProblemCode.RUN_OUTPUT,
                          problem.message(),
                          "when the place is writable again, run `exec-session report -o FILE`")));
      return false;
    }
  }

  private static void writeRecord(
      SessionFolder folder, SessionState state, Fact.Escalation escalation, ReportPlace place) {
    if (escalation.file() == null) {
      return;
    }
    Path file = folder.path().resolve(escalation.file());
    folder.write(file, EscalationDocument.markdown(state, escalation, place));
    folder.write(
        file.resolveSibling(escalation.file().replaceFirst("\\.md$", ".json")),
        EscalationDocument.json(state, escalation, place));
  }

  /** Returns the session's file paths as shown in reports. */
  ReportPlace place(SessionFolder folder) {
    return new ReportPlace(shown(folder.path()), null, new PlanPresence());
  }

  private String shown(Path path) {
    return path.startsWith(directory) ? directory.relativize(path).toString() : path.toString();
  }

  /** Returns the target of a file argument; without a format, the file extension decides. */
  static ReportTarget target(Path file, Path directory, @Nullable ReportFormat format) {
    List<Problem> problems = new ArrayList<>();
    return ReportTarget.of(
            file,
            directory,
            Optional.ofNullable(format).or(() -> ReportFormat.of(file)),
            false,
            problems::add)
        .orElseThrow(() -> new StopException(Stop.USAGE, problems));
  }

  /** Replaces a user's file atomically. */
  static void replace(SessionFolder folder, Path file, String text) {
    folder.replaceOutside(file, text.getBytes(StandardCharsets.UTF_8), null);
  }
}
