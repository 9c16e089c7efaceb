package dev.execsession.session;

import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.IoReason;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A private folder in the temporary place, gone when closed: agents may not write below {@code
 * .git}.
 */
final class Scratch implements AutoCloseable {
  private final Path folder;

  /** Makes the only one of a session: what a crash left of earlier ones goes. */
  Scratch(String session) {
    String prefix = "exec-session-" + session + "-";
    try {
      folder = Files.createTempDirectory(prefix);
      try (DirectoryStream<Path> ours =
          Files.newDirectoryStream(Objects.requireNonNull(folder.getParent()), prefix + "*")) {
        for (Path each : ours) {
          if (!each.equals(folder)) {
            delete(each);
          }
        }
      }
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          Problem.error(
              ProblemCode.JOURNAL_WRITE,
              "cannot make a temporary folder: " + IoReason.of(e),
              "free space in the folder for temporary files"),
          e);
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() {
    delete(folder);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // What the system cleans up later; nothing of the session depends on it.
    }
  }
}
