package dev.execsession.journal;

/** The phase of a session as a whole. */
public enum Phase {
  ACTIVE,
  COMPLETED,
  BLOCKED,
  ESCALATED,
  PAUSED,
  INTERRUPTED
}
