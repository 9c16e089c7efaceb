package dev.execsession.scan;

import dev.execsession.contract.ReportTarget;
import dev.execsession.file.WholeFile;
import dev.execsession.store.SessionFolder;
import dev.execsession.worktree.ManifestEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reports that the last run wrote, as they were before any command of this run could write
 * there. Copies of them in the tree are no change.
 */
public final class OwnReports {
  /** Those of a session that has written none. */
  public static final OwnReports NONE = new OwnReports(Map.of());

  private final Map<Path, byte[]> copies;

  private OwnReports(Map<Path, byte[]> copies) {
    this.copies = copies;
  }

  /** Returns the reports in a session's folder as the content of their copies. */
  public static OwnReports read(SessionFolder folder, List<ReportTarget> targets) {
    Map<Path, byte[]> copies = new HashMap<>();
    for (ReportTarget target : targets) {
      content(folder.report(target.ending())).ifPresent(bytes -> copies.put(target.path(), bytes));
    }
    return new OwnReports(copies);
  }

  private static Optional<byte[]> content(Path report) {
    try {
      return Files.isRegularFile(report)
          ? Optional.of(WholeFile.read(report, WholeFile.SMALL))
          : Optional.empty();
    } catch (IOException e) {
      // Nothing is excused.
      return Optional.empty();
    }
  }

  boolean isOne(Path path, ManifestEntry entry) {
    byte[] copy = copies.get(path);
    return copy != null && entry.holds(copy);
  }
}
