package dev.execsession.worktree;

import dev.execsession.file.EntryType;
import dev.execsession.scope.ChangeKind;
import dev.execsession.scope.Ignored;
import dev.execsession.text.TreePath;
import org.jspecify.annotations.Nullable;

/**
 * A path that changed.
 *
 * @param from for an added file, the deleted one with the same content; its deletion is a separate
 *     change
 * @param ignored whether git ignored the path by the baseline's rules, and how
 * @param before null if the path did not exist
 * @param after null if the path no longer exists
 */
public record FileChange(
    TreePath path,
    ChangeKind kind,
    @Nullable TreePath from,
    Ignored ignored,
    @Nullable ManifestEntry before,
    @Nullable ManifestEntry after) {
  public boolean isIgnored() {
    return ignored.holds();
  }

  /** Returns whether the path is a folder, or was one before it was removed. */
  public boolean isDirectory() {
    ManifestEntry entry = after != null ? after : before;
    return entry != null && entry.type() == EntryType.DIRECTORY;
  }
}
