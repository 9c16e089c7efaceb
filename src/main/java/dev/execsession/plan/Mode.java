package dev.execsession.plan;

/** The execution mode that a plan requests. */
public enum Mode {
  /** No mode, both, or a placeholder; shown as stepwise. */
  UNSET,
  STEPWISE,
  AUTONOMOUS
}
