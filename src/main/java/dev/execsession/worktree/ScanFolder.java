package dev.execsession.worktree;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes looks into one folder, one after the other: the first as a whole, later ones as what
 * differs from it, until too much does.
 */
public final class ScanFolder {
  private final Path folder;
  private ObservationFile.@Nullable Base base;

  public ScanFolder(Path folder) {
    this.folder = folder;
  }

  /** Returns the same looks after their folder was moved. */
  public ScanFolder movedTo(Path place) {
    ScanFolder moved = new ScanFolder(place);
    moved.base = base;
    return moved;
  }

  /**
   * Writes a look and forces it to disk.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE (JRNL-002)
   */
  public void write(String name, Observation look) {
    Path file = folder.resolve(name);
    if (base != null && ObservationFile.isMostly(look.manifest(), base.manifest())) {
      ObservationFile.write(file, look, base);
    } else {
      base = ObservationFile.write(file, look);
    }
  }
}
