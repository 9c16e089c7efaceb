package dev.execsession.worktree;

import dev.execsession.file.Unverifiable;
import dev.execsession.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes observations to one folder: the first completely, later ones as differences, until too
 * much differs. A file's name ends with the digest of its content, so that a record that names it
 * tells any other content apart: {@code look-0007-<32 hexadecimal digits>}.
 */
public final class ScanFolder {
  private final Path folder;
  private ObservationFile.@Nullable Base base;

  public ScanFolder(Path folder) {
    this.folder = folder;
  }

  /** Returns the same after the folder was moved. */
  public ScanFolder movedTo(Path place) {
    ScanFolder moved = new ScanFolder(place);
    moved.base = base;
    return moved;
  }

  /**
   * Writes an observation, forces it to disk and returns its name.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE (JRNL-002)
   */
  public String write(Observation observation) {
    ObservationFile.Base old = base;
    boolean differs =
        old != null && ObservationFile.isMostly(observation.manifest(), old.manifest());
    ObservationFile.Base written =
        ObservationFile.write(folder, next(), observation, differs ? old : null);
    if (!differs) {
      base = written;
    }
    return written.name();
  }

  /** Returns the start of the next name. */
  private String next() {
    try (Stream<Path> files = Files.list(folder)) {
      // A crash may have left one without its digest.
      return ObservationFile.start(files.mapToInt(ObservationFile::number).max().orElse(0) + 1);
    } catch (IOException | UncheckedIOException e) {
      throw Unverifiable.stop(
          ProblemCode.JOURNAL_READ,
          "cannot read `" + folder + "`: " + Unverifiable.reason(e),
          "fix its permissions",
          e);
    }
  }
}
