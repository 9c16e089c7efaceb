package dev.execsession.worktree;

import dev.execsession.scope.Ignored;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.text.TreePath;

/** Selects the files whose content is compared; for others only size and timestamps are. */
public interface ContentPolicy {
  /** Returns whether the bytes of a file count. */
  boolean watchesContent(TreePath path, Ignored ignored);

  /** Returns whether the path is in a folder of generated files, such as {@code node_modules}. */
  boolean isGenerated(TreePath path);

  /** Returns whether a folder that no ignore rule names may count as ignored all the same. */
  boolean mayIgnoreItself(TreePath folder);

  /**
   * Returns whether a rule speaks of something in a folder, so that it must be looked into.
   *
   * @param ignored the topmost ignored folder, which it is or is in
   */
  boolean speaksOf(TreePath folder, TreePath ignored);

  /** Returns the policy that follows from a scope. */
  static ContentPolicy of(ScopeJudge judge) {
    return new ContentPolicy() {
      @Override
      public boolean watchesContent(TreePath path, Ignored ignored) {
        return judge.watchesContent(path, ignored);
      }

      @Override
      public boolean isGenerated(TreePath path) {
        return judge.isGenerated(path);
      }

      @Override
      public boolean mayIgnoreItself(TreePath folder) {
        return judge.mayIgnoreItself(folder);
      }

      @Override
      public boolean speaksOf(TreePath folder, TreePath ignored) {
        return judge.speaksOf(folder, ignored);
      }
    };
  }
}
