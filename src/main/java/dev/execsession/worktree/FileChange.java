package dev.execsession.worktree;

import dev.execsession.file.EntryType;
import dev.execsession.scope.ChangeKind;
import dev.execsession.scope.Ignored;
import dev.execsession.text.TreePath;
import org.jspecify.annotations.Nullable;

/**
 * A path that is not what it was.
 *
 * @param from for an added file, the deleted one that held the same bytes; that one is a change of
 *     its own
 * @param ignored whether git ignored the path by the baseline's rules, and where
 * @param before what stood there; absent when nothing did
 * @param after what stands there; absent when nothing does
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

  /** Returns whether the path is a folder, now or, when it is gone, before. */
  public boolean isDirectory() {
    ManifestEntry entry = after != null ? after : before;
    return entry != null && entry.type() == EntryType.DIRECTORY;
  }
}
