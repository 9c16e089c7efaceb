package dev.execsession.worktree;

import dev.execsession.file.EntryType;
import dev.execsession.file.FileReader;
import dev.execsession.file.FileStat;
import dev.execsession.file.TreeNames;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads one name of the worktree without a scan. */
final class PresentEntry {
  private PresentEntry() {}

  /** Returns what is there; null for nothing. */
  static @Nullable ManifestEntry read(Path file, TreePath path) throws IOException {
    FileStat stat = stat(file);
    if (stat == null) {
      return null;
    }
    String target =
        stat.type() == EntryType.SYMLINK ? TreeNames.rawPath(Files.readSymbolicLink(file)) : null;
    ManifestEntry entry = ManifestEntry.of(path, stat, null, target, false, false);
    boolean isRead = stat.type() == EntryType.FILE && stat.size() <= ScanRules.LARGEST;
    return isRead ? entry.with(new FileReader().read(file, stat)) : entry;
  }

  private static @Nullable FileStat stat(Path file) throws IOException {
    try {
      return FileStat.of(file);
    } catch (NoSuchFileException e) {
      return null;
    } catch (FileSystemException e) {
      // A file is where one of its folders was.
      if ("Not a directory".equals(e.getReason())) {
        return null;
      }
      throw e;
    }
  }
}
