package dev.execsession.journal;

/** Where a session as a whole stands. */
public enum Phase {
  ACTIVE,
  COMPLETED,
  BLOCKED,
  ESCALATED,
  PAUSED,
  INTERRUPTED
}
