package dev.execsession.journal;

import dev.execsession.json.JsonName;

/** Who changed something. */
public enum Actor implements JsonName {
  EXECUTOR,
  CHECK,
  /** Anyone else, while no block was running. */
  BETWEEN
}
