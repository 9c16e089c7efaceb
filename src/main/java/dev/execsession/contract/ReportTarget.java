package dev.execsession.contract;

import dev.execsession.config.Config;
import dev.execsession.config.ConfigLoader;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.report.ReportFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The target of a copy of the report, which is no change of a block as this tool wrote it.
 *
 * @param path absolute
 */
public record ReportTarget(Path path, ReportFormat format) {

  /**
   * Returns the target for a file, or reports why no report can be written there.
   *
   * @param directory the base of a relative file
   * @param format empty when unknown
   * @param made whether a missing folder will be created
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
              "unknown format of the report `" + file + "`",
              "name a file that ends in " + ReportFormat.knownEndings()));
    } else if (!isPossible(target, made)) {
      problems.accept(
          problem(
              "the report cannot be written to `" + file + "`",
              "name a file in an existing folder"));
    } else {
      return Optional.of(new ReportTarget(target, format.get()));
    }
    return Optional.empty();
  }

  /** Returns the targets of the configuration; a folder that is missing will be created. */
  static List<ReportTarget> configured(Config config, Path root, Consumer<Problem> problems) {
    List<ReportTarget> targets = new ArrayList<>();
    for (String name : config.reportFiles()) {
      Path file = Path.of(name);
      of(
              file,
              root,
              ReportFormat.of(file),
              true,
              problem -> problems.accept(problem.at(ConfigLoader.FILE, null, null)))
          .ifPresent(targets::add);
    }
    return targets;
  }

  /** Returns the ending of the report in the session's folder that has the same content. */
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
