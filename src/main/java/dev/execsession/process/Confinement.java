package dev.execsession.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one command may write. The rest of the disk it may read. Of two places of which one holds
 * the other the inner one decides; named twice, a place is read-only.
 *
 * @param tool what confines it
 * @param writable existing places without links on the way
 * @param readOnly the same; where temporary files are private, those among them can be seen
 * @param temporary an existing folder that the command finds as {@code /tmp}; absent when it shares
 *     everybody's
 */
public record Confinement(
    Bubblewrap tool, List<Path> writable, List<Path> readOnly, @Nullable Path temporary) {
  public Confinement {
    writable = List.copyOf(writable);
    readOnly = List.copyOf(readOnly);
  }

  /** Returns where a path leads; empty when nothing is there. */
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
