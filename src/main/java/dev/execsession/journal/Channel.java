package dev.execsession.journal;

import dev.execsession.json.JsonName;

/** How a person approved. */
public enum Channel implements JsonName {
  /** An answer to a prompt, of this tool or of an agent. */
  PROMPT,
  OPTION,
  /** The command {@code accept}, at a terminal. */
  TERMINAL
}
