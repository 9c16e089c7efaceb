package dev.execsession.journal;

import dev.execsession.json.JsonName;

/** The status of a block, as shown in reports. */
public enum Progress implements JsonName {
  DONE,
  BLOCKED,
  PENDING
}
