package dev.execsession.plan;

/** The way of working that a plan asks for; it can only ask. */
public enum Mode {
  /** The plan names no mode, both, or a placeholder; shown as stepwise. */
  UNSET,
  STEPWISE,
  AUTONOMOUS
}
