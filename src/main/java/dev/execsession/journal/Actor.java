package dev.execsession.journal;

import dev.execsession.json.JsonName;

/** Who changed something. */
public enum Actor implements JsonName {
  EXECUTOR,
  CHECK,
  /** Somebody, while no block was running. */
  BETWEEN
}
