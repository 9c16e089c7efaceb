package dev.execsession.contract;

import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A plan's file as the user named it, read once.
 *
 * @param path absolute, without {@code .} and {@code ..}, links not followed
 * @param shown as problems name it: relative to the current directory where it lies below it
 * @param bytes at most {@link #LIMIT} and one more
 */
@SuppressWarnings("ArrayRecordComponent") // handed from reader to parser, never compared or changed
public record PlanFile(Path path, String shown, byte[] bytes) {
  /**
   * More bytes than any plan may have; one more is read so that the parser sees that it is too
   * large.
   */
  public static final int LIMIT = 1 << 20;

  /**
   * Finds a plan by path, or by name in the active folders of the worktree, and reads it.
   *
   * @param directory what relative paths are relative to
   * @param activeFolders gives where a name is looked up that is no path, absolute
   */
  public static PlanFile find(String word, Path directory, Supplier<List<Path>> activeFolders) {
    List<Path> tried = new ArrayList<>();
    tried.add(resolve(directory, word));
    if (Files.exists(tried.get(0))) {
      return read(tried.get(0), directory);
    }
    activeFolders.get().forEach(folder -> tried.add(resolve(folder, word)));
    for (Path candidate : tried) {
      if (Files.exists(candidate)) {
        return read(candidate, directory);
      }
    }
    throw refused(ProblemCode.PLAN_NOT_FOUND, "no plan `" + word + "`", nearest(tried), null);
  }

  private static Path resolve(Path folder, String word) {
    try {
      return folder.resolve(word).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw refused(
          ProblemCode.PLAN_NOT_FOUND, "`" + word + "` cannot be a path", "name a file", e);
    }
  }

  private static PlanFile read(Path path, Path directory) {
    String shown =
        path.startsWith(directory) ? directory.relativize(path).toString() : path.toString();
    if (Files.isDirectory(path)) {
      throw refused(
          ProblemCode.PLAN_NOT_A_FILE,
          "`" + shown + "` is a folder, not a plan",
          "name one Markdown file in it",
          null);
    }
    if (!Files.isRegularFile(path)) {
      throw refused(
          ProblemCode.PLAN_NOT_A_FILE,
          "`" + shown + "` is not a regular file",
          "name a Markdown file",
          null);
    }
    try (InputStream in = Files.newInputStream(path)) {
      return new PlanFile(path, shown, in.readNBytes(LIMIT + 1));
    } catch (IOException e) {
      throw refused(
          ProblemCode.PLAN_UNREADABLE,
          "cannot read `" + shown + "`: " + e.getMessage(),
          "mend its permissions",
          e);
    }
  }

  private static String nearest(List<Path> tried) {
    for (Path candidate : tried) {
      Path folder = candidate.getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        continue;
      }
      try (var files = Files.list(folder)) {
        List<String> plans =
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".md"))
                .sorted()
                .toList();
        Optional<String> near = Suggestion.nearest(String.valueOf(candidate.getFileName()), plans);
        if (near.isPresent()) {
          return "did you mean `" + near.get() + "`?";
        }
        plans = plans.subList(0, Math.min(5, plans.size()));
        if (!plans.isEmpty()) {
          return "there is " + String.join(", ", plans.stream().map(p -> "`" + p + "`").toList());
        }
      } catch (IOException e) {
        // Only the suggestion is lost.
      }
    }
    return "looked for "
        + String.join(", ", tried.stream().distinct().map(path -> "`" + path + "`").toList());
  }

  private static StopException refused(
      ProblemCode code, String message, String hint, @Nullable Throwable cause) {
    StopException stop = new StopException(Stop.REFUSED, Problem.error(code, message, hint));
    if (cause != null) {
      stop.initCause(cause);
    }
    return stop;
  }
}
