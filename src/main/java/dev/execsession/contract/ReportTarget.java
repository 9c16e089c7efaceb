package dev.execsession.contract;

import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.report.ReportFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a copy of the report goes: a file of ours, not of a block.
 *
 * @param path absolute
 */
public record ReportTarget(Path path, ReportFormat format) {

  /**
   * Returns the target that a file names, or reports why no report can be written there.
   *
   * @param directory what the file is relative to
   * @param format what it is to hold; empty when nothing says so
   * @param made whether the file's folder is made when it is not there
   */
  public static Optional<ReportTarget> of(
      Path file,
      Path directory,
      Optional<ReportFormat> format,
      boolean made,
      Consumer<Problem> problems) {
    Path target = directory.resolve(file).normalize();
    if (format.isEmpty()) {
      problems.accept(
          problem(
              "cannot tell the format of the report `" + file + "`",
              "end its name in " + ReportFormat.all(".", "or")));
    } else if (!isPossible(target, made)) {
      problems.accept(
          problem(
              "the report cannot be written to `" + file + "`",
              "name a file in a folder that is there"));
    } else {
      return Optional.of(new ReportTarget(target, format.get()));
    }
    return Optional.empty();
  }

  /** Returns the word of the format, which names the report in the session's folder too. */
  public String ending() {
    return format.jsonName();
  }

  private static boolean isPossible(Path target, boolean made) {
    @Nullable Path folder = target.getParent();
    while (made && folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    return folder != null && Files.isDirectory(folder) && !Files.isDirectory(target);
  }

  private static Problem problem(String message, String hint) {
    return Problem.error(ProblemCode.RUN_OPTION, message, hint);
  }
}
