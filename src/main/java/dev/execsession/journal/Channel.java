package dev.execsession.journal;

import dev.execsession.json.JsonName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a person approved. */
public enum Channel implements JsonName {
  /** An answer to a prompt, of this tool or of an agent. */
  PROMPT,
  OPTION,
  /** The command {@code accept}, at a terminal. */
  TERMINAL;

  /**
   * Returns how it was said, and what held of it, for people.
   *
   * @param agent in whose prompt; null elsewhere
   * @param session that agent's id of the conversation; null if it is not known
   * @param checks what held of the prompt; null elsewhere
   */
  public String words(
      @Nullable String agent, @Nullable String session, @Nullable List<String> checks) {
    String how =
        switch (this) {
          case TERMINAL -> "in a terminal";
          case OPTION -> "by option";
          case PROMPT -> agent == null ? "at the prompt" : "in the prompt of " + agent;
        };
    return how
        + (session == null ? "" : ", conversation " + session)
        + (checks == null ? "" : "; rules that held: " + String.join(", ", checks));
  }
}
