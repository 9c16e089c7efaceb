package dev.execsession.worktree;

import dev.execsession.file.ContentId;
import dev.execsession.text.TreePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content kept before a block.
 *
 * @param files the number of files in the store; content in git's objects is not counted
 * @param bytes their total size
 * @param index the copy of git's index; null when there is none
 * @param notRecoverable files that were too large to keep, by path, without generated ones
 * @param generated the top folders in which ignored, generated files are not kept
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
