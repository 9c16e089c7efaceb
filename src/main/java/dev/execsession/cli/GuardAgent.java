package dev.execsession.cli;

import dev.execsession.guard.Agent;
import dev.execsession.text.Suggestion;
import org.jspecify.annotations.Nullable;

/** The option {@code --agent} of the guard's commands. */
final class GuardAgent {
  private static final String OPTION = "--agent";
  private static final String LABEL = "AGENT";
  private static final String AGENTS = "claude, codex, gemini, cursor, copilot or opencode.";

  private final ExecSession root;
  private @Nullable String word;

  GuardAgent(ExecSession root) {
    this.root = root;
  }

  /** Adds the option as required. */
  CommandSpecBuilder required(CommandSpecBuilder words) {
    return words.required(OPTION, LABEL, to -> word = to, "The agent: " + AGENTS);
  }

  /** Adds the option as optional. */
  CommandSpecBuilder optional(CommandSpecBuilder words) {
    return words.value(OPTION, LABEL, to -> word = to, "The agent: " + AGENTS);
  }

  boolean isGiven() {
    return word != null;
  }

  Agent agent() {
    return Agent.of(String.valueOf(word))
        .orElseThrow(
            () ->
                root.refusal(
                    OPTION
                        + " takes "
                        + Suggestion.alternatives(Agent.words())
                        + ", not `"
                        + word
                        + "`"));
  }
}
