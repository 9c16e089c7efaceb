package dev.execsession.setup;

import dev.execsession.file.DurableFiles;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.IoReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Creates files in a worktree; never replaces one, and never leaves the worktree by a link. */
public record NewFiles(Path root, Path gitDir) {
  boolean exists(String path) {
    return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns whether a folder holds anything, so that git keeps it. */
  boolean isFilled(String folder) {
    try (Stream<Path> entries = Files.list(root.resolve(folder))) {
      return entries.findAny().isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** Stops with every path that cannot be created. */
  public void check(List<String> paths) {
    List<Problem> problems = new ArrayList<>();
    for (String path : paths) {
      fault(path).filter(fault -> !problems.contains(fault)).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new StopException(Stop.REFUSED, problems);
    }
  }

  private Optional<Problem> fault(String path) {
    Path place = root;
    for (Path name : folders(path)) {
      place = place.resolve(name);
      String shown = root.relativize(place).toString();
      if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      if (!Files.isDirectory(place)) {
        return Optional.of(
            refused(
                "`" + shown + "` is not a folder, so `" + path + "` cannot be created",
                "move it away, then run the same command again"));
      }
      if (!isInside(place)) {
        return Optional.of(
            refused(
                "`" + shown + "` is a link that leads out of the repository",
                "replace it with a folder, then run the same command again"));
      }
    }
    return Files.isWritable(place)
        ? Optional.empty()
        : Optional.of(
            refused(
                "cannot write in `" + (place.equals(root) ? "." : root.relativize(place)) + "`",
                "make it writable for the current user"));
  }

  private static List<Path> folders(String path) {
    List<Path> names = new ArrayList<>();
    Path.of(path).forEach(names::add);
    return names.subList(0, names.size() - 1);
  }

  private boolean isInside(Path folder) {
    try {
      return folder.toRealPath().startsWith(root.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Creates a file, complete or not at all.
   *
   * @return false when it exists by now
   */
  boolean create(String path, String text) {
    check(List.of(path));
    try {
      DurableFiles.createOpenly(
          root.resolve(path),
          text.getBytes(StandardCharsets.UTF_8),
          gitDir.resolve(DurableFiles.STAGED));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.SETUP_WRITE,
          "cannot create `" + path + "`: " + IoReason.of(e),
          "free disk space or fix the permissions, then run the same command again",
          e);
    }
  }

  private static Problem refused(String message, String hint) {
    return Problem.error(ProblemCode.SETUP_WRITE, message, hint);
  }
}
