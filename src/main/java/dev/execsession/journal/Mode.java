package dev.execsession.journal;

import dev.execsession.json.JsonName;

/** Whether a session stops for approvals. */
public enum Mode implements JsonName {
  /** Stops for approval after each block or group. */
  STEPWISE,
  /** Runs without approvals; stops at the first block that fails. */
  AUTONOMOUS
}
