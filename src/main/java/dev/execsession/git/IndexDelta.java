package dev.execsession.git;

import dev.execsession.git.GitObjects.TreeItem;
import dev.execsession.git.IndexChange.Kind;
import dev.execsession.git.IndexState.Staged;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares two states of the index; entries that merely follow HEAD from one commit to another do
 * not count.
 */
final class IndexDelta {
  private final @Nullable GitObjects objects;
  private final @Nullable String oldHead;
  private final @Nullable String newHead;
  private final NavigableMap<TreePath, Staged> before;
  private final NavigableMap<TreePath, Staged> after;
  private final List<IndexChange> changes = new ArrayList<>();

  private IndexDelta(
      @Nullable GitObjects objects,
      @Nullable String oldHead,
      @Nullable String newHead,
      IndexState before,
      IndexState after) {
    this.objects = objects;
    this.oldHead = oldHead;
    this.newHead = newHead;
    this.before = before.unlike(after);
    this.after = after.unlike(before);
  }

  /**
   * Returns the changes, by path.
   *
   * @param objects null when they must not be read; then nothing counts as following HEAD
   */
  static List<IndexChange> between(
      @Nullable GitObjects objects,
      @Nullable String oldHead,
      @Nullable String newHead,
      IndexState before,
      IndexState after)
      throws IOException {
    if (before.equals(after)) {
      return List.of();
    }
    IndexDelta delta = new IndexDelta(objects, oldHead, newHead, before, after);
    TreeSet<TreePath> paths = new TreeSet<>(delta.before.keySet());
    paths.addAll(delta.after.keySet());
    for (TreePath path : paths) {
      delta.compare(path);
    }
    return delta.changes;
  }

  private void compare(TreePath path) throws IOException {
    Staged old = before.get(path);
    Staged now = after.get(path);
    if (Objects.equals(old, now) || isFolder(old) || isFolder(now)) {
      return;
    }
    if (!Objects.equals(stages(old), stages(now))) {
      add(
          path,
          Kind.CONFLICT,
          stages(now) == null ? "holds no conflict any more" : "holds a conflict");
      return;
    }
    Staged wasFolder = old == null ? folderOf(before, path) : null;
    Staged isFolder = now == null ? folderOf(after, path) : null;
    // A sparse index keeps one entry per folder and may expand or collapse it.
    int oldFlags = wasFolder != null ? GitIndex.SKIPS_WORKTREE : flags(old);
    int newFlags = isFolder != null ? GitIndex.SKIPS_WORKTREE : flags(now);
    boolean both = (old != null || wasFolder != null) && (now != null || isFolder != null);
    if (both || flags(now) != 0) {
      addFlag(path, oldFlags, newFlags, GitIndex.SKIPS_WORKTREE, "skip-worktree");
      addFlag(path, oldFlags, newFlags, GitIndex.ASSUMES_UNCHANGED, "assume-unchanged");
    }
    TreeItem oldItem = wasFolder != null ? committed(oldHead, path) : item(old);
    TreeItem newItem = isFolder != null ? committed(newHead, path) : item(now);
    boolean intent = (oldFlags & GitIndex.INTENT_TO_ADD) != (newFlags & GitIndex.INTENT_TO_ADD);
    if ((intent || !Objects.equals(oldItem, newItem)) && !follows(path, oldItem, newItem)) {
      add(
          path,
          Kind.STAGED,
          oldItem == null
              ? "was staged"
              : newItem == null ? "was staged as deleted" : "is staged with other content");
    }
  }

  private void addFlag(TreePath path, int old, int now, int flag, String name) {
    if ((old & flag) != (now & flag)) {
      boolean set = (now & flag) != 0;
      add(
          path,
          set ? Kind.FLAGGED : Kind.UNFLAGGED,
          (set ? "was marked `" : "is no longer marked `") + name + "`");
    }
  }

  private void add(TreePath path, Kind kind, String verb) {
    changes.add(new IndexChange(path, kind, "in git's index `" + path.display() + "` " + verb));
  }

  private boolean follows(TreePath path, @Nullable TreeItem old, @Nullable TreeItem now)
      throws IOException {
    return objects != null
        && Objects.equals(old, committed(oldHead, path))
        && Objects.equals(now, committed(newHead, path));
  }

  private @Nullable TreeItem committed(@Nullable String commit, TreePath path) throws IOException {
    return objects == null || commit == null ? null : objects.item(commit, path);
  }

  private static boolean isFolder(@Nullable Staged staged) {
    return staged != null && staged.mode() == GitIndex.FOLDER_MODE;
  }

  private static @Nullable Staged folderOf(NavigableMap<TreePath, Staged> entries, TreePath path) {
    for (TreePath folder = path.parent(); !folder.raw().isEmpty(); folder = folder.parent()) {
      Staged staged = entries.get(folder);
      if (isFolder(staged)) {
        return staged;
      }
    }
    return null;
  }

  private static @Nullable String stages(@Nullable Staged staged) {
    return staged == null ? null : staged.stages();
  }

  private static int flags(@Nullable Staged staged) {
    return staged == null ? 0 : staged.flags();
  }

  private static @Nullable TreeItem item(@Nullable Staged staged) {
    return staged == null ? null : staged.item();
  }
}
