package dev.execsession.journal;

import dev.execsession.json.JsonName;

/** Who changed something. */
public enum Actor implements JsonName {
  EXECUTOR,
  CHECK,
  /** A hook that git ran while it made the block's commit. */
  HOOK,
  /** Anyone else, while no block was running. */
  BETWEEN
}
