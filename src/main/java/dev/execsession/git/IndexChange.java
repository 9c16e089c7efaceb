package dev.execsession.git;

import dev.execsession.text.TreePath;

/**
 * A path whose entry in git's index changed.
 *
 * @param sentence a lower-case sentence with names in backticks
 */
public record IndexChange(TreePath path, Kind kind, String sentence) {
  public enum Kind {
    /** Other content is staged, or staged content no longer is. */
    STAGED,
    /** The path was marked skip-worktree or assume-unchanged. */
    FLAGGED,
    /** Such a mark was removed. */
    UNFLAGGED,
    /** A conflict appeared without a merge, or was resolved. */
    CONFLICT
  }
}
