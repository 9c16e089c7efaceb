package dev.execsession.worktree;

import dev.execsession.scope.ScopeJudge;
import dev.execsession.text.TreePath;

/** Returns whose bytes must be compared; of other files only size and times are watched. */
public interface ContentPolicy {
  /**
   * Returns whether the bytes of a file count.
   *
   * @param ignored whether git ignores it
   */
  boolean watchesContent(TreePath path, boolean ignored);

  /** Returns whether the path lies among files that tools make by the thousand. */
  boolean isGenerated(TreePath path);

  /** Returns the policy that follows from a scope. */
  static ContentPolicy of(ScopeJudge judge) {
    return new ContentPolicy() {
      @Override
      public boolean watchesContent(TreePath path, boolean ignored) {
        return judge.watchesContent(path, ignored);
      }

      @Override
      public boolean isGenerated(TreePath path) {
        return judge.isGenerated(path);
      }
    };
  }
}
