package dev.execsession.worktree;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes observations to one folder: the first completely, later ones as differences, until too
 * much differs.
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
   * Writes an observation and forces it to disk.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE (JRNL-002)
   */
  public void write(String name, Observation observation) {
    Path file = folder.resolve(name);
    if (base != null && ObservationFile.isMostly(observation.manifest(), base.manifest())) {
      ObservationFile.write(file, observation, base);
    } else {
      base = ObservationFile.write(file, observation);
    }
  }
}
