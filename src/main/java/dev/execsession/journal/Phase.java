package dev.execsession.journal;

/** The phase of a session as a whole. */
public enum Phase {
  ACTIVE,
  /** A block is open for an agent, until it calls {@code finish}. */
  WORKING,
  /** An agent handed its work over, and the verdict is not on record. */
  CHECKING,
  COMPLETED,
  BLOCKED,
  ESCALATED,
  PAUSED,
  INTERRUPTED
}
