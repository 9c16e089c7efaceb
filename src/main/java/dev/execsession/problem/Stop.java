package dev.execsession.problem;

/** Why work ends early; the command line maps each to its exit code. */
public enum Stop {
  /** A check or the executor failed, or nothing changed. */
  BLOCKED,
  /** The words on the command line are wrong. */
  USAGE,
  /** The plan or the repository is not fit; nothing was started. */
  REFUSED,
  /** Drift: back to planning. */
  ESCALATED,
  /** A person must decide. */
  PAUSED,
  /** Another session or a surviving executor holds the worktree. */
  BUSY,
  /** Something could not be recorded, read or measured. */
  UNVERIFIABLE
}
