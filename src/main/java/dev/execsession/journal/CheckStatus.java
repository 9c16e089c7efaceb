package dev.execsession.journal;

import dev.execsession.json.JsonName;

/** How a check ended. */
public enum CheckStatus implements JsonName {
  PASSED,
  FAILED,
  TIMEOUT,
  SIGNAL,
  /** The check could not be started, or this tool was stopped. */
  NOT_RUN
}
