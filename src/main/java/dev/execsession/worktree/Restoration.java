package dev.execsession.worktree;

import dev.execsession.file.EntryType;
import dev.execsession.text.TreePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to bring the tree back from what a block left to what it found. Nothing may be done
 * of it while there are conflicts or losses.
 *
 * @param steps by path; what is already as it was has none
 * @param conflicts paths that are neither as the block left them nor as it found them
 * @param lost paths whose earlier bytes are not to be had
 * @param left generated files that nobody read and paths that somebody wants left; they stay as
 *     they are
 */
public record Restoration(
    List<Step> steps, List<TreePath> conflicts, List<TreePath> lost, List<TreePath> left) {
  public Restoration {
    steps = List.copyOf(steps);
    conflicts = List.copyOf(conflicts);
    lost = List.copyOf(lost);
    left = List.copyOf(left);
  }

  /**
   * One path to bring back.
   *
   * @param wanted what stood there; absent when the path is to be removed
   * @param found what stands there now; absent when nothing does
   */
  public record Step(TreePath path, @Nullable ManifestEntry wanted, @Nullable ManifestEntry found) {
    /** Returns whether the path is to be removed. */
    public boolean removes() {
      return wanted == null;
    }

    boolean wants(EntryType type) {
      return wanted != null && wanted.type() == type;
    }

    boolean finds(EntryType type) {
      return found != null && found.type() == type;
    }

    /** Returns whether a folder has to make way for something else. */
    boolean replacesFolder() {
      return finds(EntryType.DIRECTORY) && !removes() && !wants(EntryType.DIRECTORY);
    }
  }

  /** Returns whether everything is as it was. */
  public boolean isDone() {
    return steps.isEmpty() && conflicts.isEmpty() && lost.isEmpty();
  }
}
