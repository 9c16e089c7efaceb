package dev.execsession.commit;

import dev.execsession.text.TreePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of publishing a commit.
 *
 * @param busy what somebody else has locked, {@code index} or the branch's name
 * @param staged paths for which the index holds what is neither committed nor in the worktree
 * @param moved whether the branch is not where the commit builds on
 */
public record Publication(@Nullable String busy, List<TreePath> staged, boolean moved) {
  static final Publication DONE = new Publication(null, List.of(), false);
  static final Publication MOVED = new Publication(null, List.of(), true);

  public Publication {
    staged = List.copyOf(staged);
  }

  static Publication busy(String what) {
    return new Publication(what, List.of(), false);
  }

  static Publication staged(List<TreePath> paths) {
    return new Publication(null, paths, false);
  }

  /** Returns whether the commit is the branch's tip now. */
  public boolean isDone() {
    return busy == null && staged.isEmpty() && !moved;
  }
}
