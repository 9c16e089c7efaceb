package dev.execsession.cli;

import dev.execsession.guard.Agent;
import dev.execsession.text.Suggestion;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of a command that must be told for which agent it is. */
final class GuardAgent {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--agent",
      paramLabel = "AGENT",
      required = true,
      description = "claude, codex, gemini, cursor or copilot.")
  private String word = "";

  Agent agent() {
    return of(word, Objects.requireNonNull(command));
  }

  /** Gives the agent that a word means. */
  static Agent of(String word, CommandSpec command) {
    return Agent.of(word)
        .orElseThrow(
            () ->
                new ParameterException(
                    command.commandLine(),
                    "--agent takes "
                        + Suggestion.alternatives(Agent.words())
                        + ", not `"
                        + word
                        + "`"));
  }
}
