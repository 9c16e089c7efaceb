package dev.execsession.worktree;

import dev.execsession.file.ContentId;
import dev.execsession.text.TreePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was kept before a block.
 *
 * @param files how many files' bytes the store holds for this look; what git's objects hold is not
 *     counted
 * @param bytes how many bytes those are
 * @param index the copy of git's index; absent when there is none
 * @param notRecoverable files whose bytes could not be kept because they are too large, by path;
 *     generated folders are left out
 * @param generated the top folders below which ignored, generated files are not kept
 */
public record Snapshot(
    int files,
    long bytes,
    @Nullable ContentId index,
    List<TreePath> notRecoverable,
    List<TreePath> generated) {
  public Snapshot {
    notRecoverable = List.copyOf(notRecoverable);
    generated = List.copyOf(generated);
  }
}
