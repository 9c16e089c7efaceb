package dev.execsession.guard;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** When an agent calls the hook; an option of the command, because some agents do not send it. */
public enum HookEvent {
  /** Before a tool runs: the only event that can be denied. */
  TOOL,
  /** After a tool ran or failed. */
  AFTER,
  /** A prompt was sent. */
  PROMPT,
  /** A conversation starts or is resumed. */
  START,
  /** The agent ended its turn. */
  STOP;

  /** Returns the name on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the event with this name on the command line; null if there is none. */
  public static @Nullable HookEvent of(String word) {
    for (HookEvent event : values()) {
      if (event.word().equals(word)) {
        return event;
      }
    }
    return null;
  }

  /** Returns the agent's name for it; null if it has none. */
  @Nullable String nameOf(Agent agent) {
    return switch (agent) {
      case CLAUDE, CODEX ->
          switch (this) {
            case TOOL -> "PreToolUse";
            case AFTER -> "PostToolUse";
            case PROMPT -> "UserPromptSubmit";
            case START -> "SessionStart";
            case STOP -> "Stop";
          };
      case GEMINI ->
          switch (this) {
            case TOOL -> "BeforeTool";
            case AFTER -> "AfterTool";
            case PROMPT -> "BeforeAgent";
            case START -> "SessionStart";
            case STOP -> "AfterAgent";
          };
      case COPILOT ->
          switch (this) {
            case TOOL -> "preToolUse";
            case AFTER -> "postToolUse";
            case PROMPT -> "userPromptSubmitted";
            case START -> "sessionStart";
            case STOP -> "agentStop";
          };
      case CURSOR -> this == TOOL ? "preToolUse" : null;
      case OPENCODE -> null;
    };
  }
}
