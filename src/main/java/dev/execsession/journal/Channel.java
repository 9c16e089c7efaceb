package dev.execsession.journal;

import dev.execsession.json.JsonName;

/** How a person approved. */
public enum Channel implements JsonName {
  PROMPT,
  OPTION,
  /** The command {@code accept}, at a terminal. */
  TERMINAL
}
