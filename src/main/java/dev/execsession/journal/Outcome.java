package dev.execsession.journal;

import dev.execsession.json.JsonName;

/** What a block's work was judged to be. */
public enum Outcome implements JsonName {
  GOOD,
  BAD
}
