package dev.execsession.problem;

/** The reasons to stop; each has an exit code. */
public enum Stop {
  /** A check or the executor failed, or nothing changed. */
  BLOCKED,
  /** The command line is invalid. */
  USAGE,
  /** The plan or the repository is not ready to run; nothing was started. */
  REFUSED,
  /** The work departs from the plan. */
  ESCALATED,
  /** A person must decide. */
  PAUSED,
  /** Another session or a surviving executor holds the worktree. */
  BUSY,
  /** Something could not be recorded, read or scanned. */
  UNVERIFIABLE
}
