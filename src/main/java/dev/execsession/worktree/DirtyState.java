package dev.execsession.worktree;

import dev.execsession.text.TreePath;
import java.util.List;

/**
 * The uncommitted changes.
 *
 * @param staged paths whose index entry differs from HEAD
 * @param unstaged tracked paths that differ from the index or were removed
 * @param untracked files that git neither tracks nor ignores
 */
public record DirtyState(List<TreePath> staged, List<TreePath> unstaged, List<TreePath> untracked) {
  public DirtyState {
    staged = List.copyOf(staged);
    unstaged = List.copyOf(unstaged);
    untracked = List.copyOf(untracked);
  }

  public boolean isClean() {
    return staged.isEmpty() && unstaged.isEmpty() && untracked.isEmpty();
  }
}
