package dev.execsession.guard;

import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The supported coding agents; each receives its answer on one channel only. */
public enum Agent {
  CLAUDE,
  CODEX,
  GEMINI,
  CURSOR,
  COPILOT,
  OPENCODE;

  /** Returns the answer that denies the tool call. */
  public HookAnswer deny(String reason) {
    return switch (this) {
      // JSON and exit 0: the reason reaches the model. Mixing it with exit 2 was a bug in two
      // releases.
      case CLAUDE ->
          json(
              Map.of(
                  "hookSpecificOutput",
                  inOrder(
                      "hookEventName", "PreToolUse",
                      "permissionDecision", "deny",
                      "permissionDecisionReason", reason)));
      // Exit 2 with the reason on standard error, which all releases understand; JSON that deviates
      // from the release's schema does not block. Our plugin for opencode reads the same.
      case CODEX, OPENCODE -> new HookAnswer(2, "", reason);
      case GEMINI -> json(inOrder("decision", "deny", "reason", reason));
      // Separate messages for the person and the model.
      case CURSOR ->
          json(inOrder("permission", "deny", "user_message", reason, "agent_message", reason));
      // Also denies in releases without exit 2.
      case COPILOT ->
          json(inOrder("permissionDecision", "deny", "permissionDecisionReason", reason));
    };
  }

  /**
   * Returns the answer that leaves the decision to the agent's own rules. An empty object is valid
   * JSON, and no permission that would suppress the agent's own prompt.
   */
  public HookAnswer allow() {
    return new HookAnswer(0, this == GEMINI || this == CURSOR ? "{}" : "", "");
  }

  /**
   * Returns the answer that lets the call pass without asking a person, where the agent's own rules
   * would deny what no person is there to allow. The other agents are started so that they do not
   * ask.
   */
  public HookAnswer permit(String reason) {
    return this == CLAUDE
        ? json(
            Map.of(
                "hookSpecificOutput",
                inOrder(
                    "hookEventName", "PreToolUse",
                    "permissionDecision", "allow",
                    "permissionDecisionReason", reason)))
        : allow();
  }

  /** Returns the answer that adds a text to what the agent's model reads; never stops anything. */
  public HookAnswer context(HookEvent event, String text) {
    String name = event.nameOf(this);
    return switch (this) {
      case CLAUDE, CODEX, GEMINI ->
          json(
              Map.of(
                  "hookSpecificOutput",
                  inOrder("hookEventName", String.valueOf(name), "additionalContext", text)));
      case COPILOT -> json(Map.of("additionalContext", text));
      case CURSOR, OPENCODE -> allow();
    };
  }

  /**
   * Returns the answer after a tool that ends the agent's turn. Claude Code knows it too, but not
   * after a command that failed, and {@code finish} ends with 5; the others ignore it.
   */
  public HookAnswer endOfTurn(String why) {
    return this == GEMINI ? json(Map.of("continue", false, "stopReason", why)) : allow();
  }

  /** Returns whether the agent takes an answer as a denial. */
  public boolean denies(HookAnswer answer) {
    if (answer.exit() == 2) {
      return !answer.err().isBlank();
    }
    try {
      Map<String, ?> given = answer.exit() == 0 ? Json.parseObject(answer.out()) : Map.of();
      Object nested = given.get("hookSpecificOutput");
      Map<?, ?> decision = nested instanceof Map<?, ?> inner ? inner : given;
      return switch (this) {
        case CLAUDE, CODEX -> nested != null && isDeny(decision, "permissionDecision");
        case COPILOT -> nested == null && isDeny(decision, "permissionDecision");
        case GEMINI -> isDeny(given, "decision");
        case CURSOR -> isDeny(given, "permission");
        case OPENCODE -> false;
      };
    } catch (JsonException e) {
      return false;
    }
  }

  private static boolean isDeny(Map<?, ?> decision, String key) {
    return "deny".equals(decision.get(key));
  }

  /** Returns whether it has a hook for what a person types. */
  public boolean hasPromptHook() {
    return HookEvent.PROMPT.nameOf(this) != null;
  }

  /** Returns the name on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Agent> of(String word) {
    for (Agent agent : values()) {
      if (agent.word().equals(word)) {
        return Optional.of(agent);
      }
    }
    return Optional.empty();
  }

  /** Returns the names of all agents. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Agent::word).toList();
  }

  private static HookAnswer json(Map<String, ?> object) {
    return new HookAnswer(0, Json.compact(object), "");
  }

  private static Map<String, String> inOrder(String... keysAndValues) {
    Map<String, String> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }
}
