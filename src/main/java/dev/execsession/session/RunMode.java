package dev.execsession.session;

/** How a session passes gates. */
public enum RunMode {
  /** Stops for an explicit yes after each block or approved group. */
  STEPWISE,
  /** Runs through and stops at the first block that is not done. */
  AUTONOMOUS;

  public String word() {
    return this == STEPWISE ? "stepwise" : "autonomous";
  }
}
