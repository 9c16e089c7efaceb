package dev.execsession.journal;

import dev.execsession.json.JsonName;

/** Why work goes back to planning. */
public enum EscalationReason implements JsonName {
  SCOPE,
  OBJECTIVE,
  DEPENDENCY,
  ARCHITECTURE,
  /** A person escalated it. */
  PERSON
}
