package dev.execsession.git;

/** What became of HEAD or a ref. */
public enum RefChangeKind {
  /** The branch that is checked out got new commits on top. */
  FAST_FORWARD,
  /** HEAD or the branch that is checked out no longer builds on what it was. */
  REWRITTEN,
  /** Another branch was checked out, even if only for a while. */
  BRANCH_SWITCHED,
  /** Another branch was made, moved or deleted. */
  OTHER_BRANCH,
  /** Another worktree of the repository moved its branch or checked one out: its own business. */
  OTHER_WORKTREE,
  TAG,
  STASH,
  /** A replacement for an object, which makes git show another history. */
  REPLACE,
  OTHER_REF;

  /** Returns whether an executor may do this. */
  public boolean isAllowed() {
    return this == FAST_FORWARD || this == OTHER_WORKTREE;
  }
}
