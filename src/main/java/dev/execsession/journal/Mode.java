package dev.execsession.journal;

import dev.execsession.json.JsonName;

/** How a session passes gates. */
public enum Mode implements JsonName {
  /** Stops for an explicit yes after each block or approved group. */
  STEPWISE,
  /** Runs through and stops at the first block that is not done. */
  AUTONOMOUS
}
