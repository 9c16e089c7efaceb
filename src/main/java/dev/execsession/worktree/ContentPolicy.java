package dev.execsession.worktree;

import dev.execsession.text.TreePath;

/** Says whose bytes must be compared; of other files only size and times are watched. */
@FunctionalInterface
public interface ContentPolicy {
  /**
   * Tells whether the bytes of a file count.
   *
   * @param ignored whether git ignores it
   */
  boolean watchesContent(TreePath path, boolean ignored);
}
