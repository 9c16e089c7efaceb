package dev.execsession.git;

import dev.execsession.text.TreePath;

/**
 * A path of which git's index says something else than before.
 *
 * @param kind what kind of thing
 * @param sentence what it is, as a lower-case sentence with names in backticks
 */
public record IndexChange(TreePath path, Kind kind, String sentence) {
  /** What the index says. */
  public enum Kind {
    /** Other content is staged, or other than HEAD's no longer is. */
    STAGED,
    /** Git is told to look away from the path. */
    FLAGGED,
    /** Git is told to look at the path again. */
    UNFLAGGED,
    /** A conflict that no merge left, or one that was settled. */
    CONFLICT
  }
}
