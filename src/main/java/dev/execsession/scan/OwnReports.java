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
      Path report = folder.report(target.ending());
      try {
        if (Files.isRegularFile(report)) {
          copies.put(target.path(), WholeFile.read(report, WholeFile.SMALL));
        }
      } catch (IOException e) {
        // Nothing is excused.
        continue;
      }
    }
    return new OwnReports(copies);
  }

  boolean isOne(Path path, ManifestEntry entry) {
    byte[] copy = copies.get(path);
    return copy != null && entry.holds(copy);
  }
}
