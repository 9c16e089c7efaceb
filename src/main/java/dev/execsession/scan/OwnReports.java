package dev.execsession.scan;

import dev.execsession.contract.ReportTarget;
import dev.execsession.file.ContentId;
import dev.execsession.file.WholeFile;
import dev.execsession.store.SessionFolder;
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
public record OwnReports(Map<Path, ContentId> copies) {
  public OwnReports {
    copies = Map.copyOf(copies);
  }

  /** Returns the reports in a session's folder as the content of their copies. */
  public static OwnReports read(SessionFolder folder, List<ReportTarget> targets) {
    Map<Path, ContentId> copies = new HashMap<>();
    for (ReportTarget target : targets) {
      Path report = folder.report(target.ending());
      try {
        if (Files.isRegularFile(report)) {
          copies.put(target.path(), ContentId.of(WholeFile.read(report, WholeFile.SMALL)));
        }
      } catch (IOException e) {
        // Nothing is excused.
      }
    }
    return new OwnReports(copies);
  }

  boolean isOne(Path path, ContentId content) {
    return content.equals(copies.get(path));
  }
}
