package dev.execsession.worktree;

import dev.execsession.scope.ScopeJudge;
import dev.execsession.text.TreePath;

/** Selects the files whose content is compared; for others only size and timestamps are. */
public interface ContentPolicy {
  /**
   * Returns whether a file's content is compared.
   *
   * @param ignored whether git ignores it
   */
  boolean watchesContent(TreePath path, boolean ignored);

  /** Returns whether the path is in a folder of generated files, such as {@code node_modules}. */
  boolean isGenerated(TreePath path);

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
