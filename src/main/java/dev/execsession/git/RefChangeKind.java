package dev.execsession.git;

/** How HEAD or a ref changed. */
public enum RefChangeKind {
  /** The current branch got new commits on top. */
  FAST_FORWARD,
  /** HEAD or the current branch no longer builds on its earlier commit. */
  REWRITTEN,
  /** Another branch was checked out, even if only temporarily. */
  BRANCH_SWITCHED,
  /** Another branch was created, moved or deleted. */
  OTHER_BRANCH,
  /** Another worktree of the repository moved its branch or checked one out. */
  OTHER_WORKTREE,
  TAG,
  STASH,
  /** A replacement object, which makes git show another history. */
  REPLACE,
  OTHER_REF;

  /** Returns whether an executor may do this. */
  public boolean isAllowed() {
    return this == FAST_FORWARD || this == OTHER_WORKTREE;
  }
}
