package dev.execsession.journal;

import dev.execsession.json.JsonName;

/** Where a block stands, as reports show it. */
public enum Progress implements JsonName {
  DONE,
  BLOCKED,
  PENDING
}
