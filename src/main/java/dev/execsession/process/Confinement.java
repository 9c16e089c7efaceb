package dev.execsession.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a command may write; it may read the rest of the disk. A place inside another takes
 * precedence; a place in both lists is read-only.
 *
 * @param tool the program that confines it
 * @param writable existing places without links in their path
 * @param readOnly existing places without links in their path; visible even where temporary files
 *     are private
 * @param temporary an existing folder that the command sees as {@code /tmp}; null to share the
 *     system's
 */
public record Confinement(
    Bubblewrap tool, List<Path> writable, List<Path> readOnly, @Nullable Path temporary) {
  public Confinement {
    writable = List.copyOf(writable);
    readOnly = List.copyOf(readOnly);
  }

  /** Returns the target of a path; empty if it does not exist. */
  public static Optional<Path> real(Path path) {
    try {
      return Optional.of(path.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  List<String> around(List<String> command, Path directory, boolean interactive) {
    return tool.around(command, directory, this, interactive);
  }
}
