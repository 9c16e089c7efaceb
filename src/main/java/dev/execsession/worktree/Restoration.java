package dev.execsession.worktree;

import dev.execsession.file.EntryType;
import dev.execsession.text.TreePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps that restore what a block found. They must not be applied while there are conflicts or
 * losses.
 *
 * @param steps by path; none for paths that are already restored
 * @param conflicts paths that are neither as the block left them nor as it found them
 * @param lost paths whose earlier content is not available
 * @param left paths that stay as they are because the user chose so
 * @param unkept changes that stay because the earlier content is of no kept size or kind
 */
public record Restoration(
    List<Step> steps,
    List<TreePath> conflicts,
    List<TreePath> lost,
    List<TreePath> left,
    List<FileChange> unkept) {
  /** What to do with a changed path. */
  public enum Handling {
    /** Restore it if nothing else changed it since. */
    RESTORE,
    /** Restore nothing; it is a conflict if it is not already as it was before. */
    EDITED,
    /** Leave it, as the user chose. */
    LEAVE,
    /** Ignore it: it is none of the block's work. */
    SKIP
  }

  public Restoration {
    steps = List.copyOf(steps);
    conflicts = List.copyOf(conflicts);
    lost = List.copyOf(lost);
    left = List.copyOf(left);
    unkept = List.copyOf(unkept);
  }

  /**
   * A path to restore.
   *
   * @param wanted the entry to restore; null when the path is to be removed
   * @param found the current entry; null when there is none
   */
  public record Step(TreePath path, @Nullable ManifestEntry wanted, @Nullable ManifestEntry found) {
    public boolean removes() {
      return wanted == null;
    }

    boolean wants(EntryType type) {
      return wanted != null && wanted.type() == type;
    }

    boolean finds(EntryType type) {
      return found != null && found.type() == type;
    }

    /** Returns whether a folder must be replaced with something else. */
    boolean replacesFolder() {
      return finds(EntryType.DIRECTORY) && !removes() && !wants(EntryType.DIRECTORY);
    }
  }

  /** Returns whether nothing remains to be restored. */
  public boolean isDone() {
    return steps.isEmpty() && conflicts.isEmpty() && lost.isEmpty();
  }
}
