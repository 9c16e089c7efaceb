package dev.execsession.journal;

import dev.execsession.json.JsonName;

/** The judgement of a block's work. */
public enum Outcome implements JsonName {
  GOOD,
  BAD
}
