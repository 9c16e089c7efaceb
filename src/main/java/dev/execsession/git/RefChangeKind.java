package dev.execsession.git;

/** What happened to HEAD or a ref. */
public enum RefChangeKind {
  /** The current branch got new commits on top. */
  FAST_FORWARD,
  /** HEAD or the current branch no longer builds on its previous commit. */
  REWRITTEN,
  /** Another branch was checked out, even if only temporarily. */
  BRANCH_SWITCHED,
  /** Another branch was created, moved, or deleted while its commits stay reachable. */
  OTHER_BRANCH,
  /** Another worktree of the repository moved its branch or checked one out. */
  OTHER_WORKTREE,
  TAG,
  /** A branch or tag was deleted and nothing leads to its commits any more. */
  DESTROYED,
  STASH,
  /** A replacement for an object, which changes the history that git shows. */
  REPLACE,
  /** A ref of this tool, which only it may change. */
  OWN,
  /** A ref that follows another repository. */
  REMOTE,
  OTHER_REF;

  /** Returns whether a person must accept this. */
  public boolean isViolation() {
    return switch (this) {
      case REWRITTEN, BRANCH_SWITCHED, DESTROYED, STASH, REPLACE, OWN -> true;
      case FAST_FORWARD, OTHER_BRANCH, OTHER_WORKTREE, TAG, REMOTE, OTHER_REF -> false;
    };
  }

  /** Returns whether the report mentions this although it is allowed. */
  public boolean isNote() {
    return !isViolation() && this != FAST_FORWARD;
  }
}
