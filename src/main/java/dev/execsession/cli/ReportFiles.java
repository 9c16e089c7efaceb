package dev.execsession.cli;

import dev.execsession.file.DurableFiles;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.report.EscalationDocument;
import dev.execsession.report.JsonReport;
import dev.execsession.report.MarkdownReport;
import dev.execsession.report.ReportPlace;
import dev.execsession.report.SessionReport;
import dev.execsession.session.SessionFolder;
import dev.execsession.text.IoReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes a session's report and its written case: always into its folder, and where the user wants
 * copies.
 */
final class ReportFiles {
  private final Path directory;

  /** Names files relative to the directory where they lie below it. */
  ReportFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * Writes everything and gives the paths to tell, the Markdown report first; copies are absolute.
   */
  List<String> write(SessionFolder folder, SessionState state, List<Path> copies) {
    ReportPlace place = place(folder);
    SessionReport report = SessionReport.of(state, place);
    Path markdown = folder.report("md");
    folder.write(markdown, MarkdownReport.render(report));
    folder.write(folder.report("json"), JsonReport.render(report));
    state.escalation().ifPresent(escalation -> writeCase(folder, state, escalation, place));
    List<String> told = new ArrayList<>(List.of(shown(markdown)));
    for (Path copy : copies) {
      replace(
          folder,
          copy,
          format(copy).equals("md") ? MarkdownReport.render(report) : JsonReport.render(report));
      told.add(shown(copy));
    }
    return told;
  }

  private static void writeCase(
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

  /** Gives how reports name the session's files to this user. */
  ReportPlace place(SessionFolder folder) {
    return new ReportPlace(shown(folder.path()), null);
  }

  private String shown(Path path) {
    return path.startsWith(directory) ? directory.relativize(path).toString() : path.toString();
  }

  /** Refuses before anything starts what could not be written at the end. */
  static void check(Path file, Path directory) {
    format(file);
    checkPlace(file, directory);
  }

  /** Refuses a place where no file can be written. */
  static void checkPlace(Path file, Path directory) {
    Path target = directory.resolve(file).normalize();
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(target)) {
      throw new StopException(
          Stop.USAGE,
          ExecSession.option(
              "the report cannot be written to `" + file + "`",
              "name a file in a folder that is there"));
    }
  }

  static String format(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".md")) {
      return "md";
    }
    if (name.endsWith(".json")) {
      return "json";
    }
    throw new StopException(
        Stop.USAGE,
        ExecSession.option(
            "cannot tell the format of the report `" + file + "`", "end its name in .md or .json"));
  }

  /**
   * Replaces a file of the user's as a whole. It is made in the session's folder where that can be:
   * what a crash leaves there is nobody's change to the worktree.
   */
  static void replace(SessionFolder folder, Path file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      Path staged = folder.path().resolve("copy.tmp");
      DurableFiles.replaceOpenly(staged, bytes, null);
      try {
        Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.delete(staged);
        DurableFiles.replaceOpenly(file, bytes, null);
      }
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          Problem.error(
              ProblemCode.RUN_OUTPUT,
              "cannot write `" + file + "`: " + IoReason.of(e),
              "name a writable place"),
          e);
    }
  }
}
