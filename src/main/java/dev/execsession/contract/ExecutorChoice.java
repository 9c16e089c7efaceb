package dev.execsession.contract;

import dev.execsession.journal.Choices;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the command line chooses executors.
 *
 * @param name that of a configured or built-in executor
 * @param command a shell command that executes blocks
 * @param model for executors that take one
 * @param args additional arguments
 */
public record ExecutorChoice(
    @Nullable String name, @Nullable String command, @Nullable String model, List<String> args) {
  /** Leaves the choice to the plan and the configuration. */
  public static final ExecutorChoice NONE = new ExecutorChoice(null, null, null, List.of());

  public ExecutorChoice {
    args = List.copyOf(args);
  }

  /** Returns whether it names an executor or a command. */
  public boolean isMade() {
    return name != null || command != null;
  }

  /** Returns the choice with what it leaves open taken from the session. */
  ExecutorChoice inheriting(Choices choices) {
    List<String> earlier = choices.executorArgs();
    return new ExecutorChoice(
        choices.executor(),
        choices.executorCommand(),
        model == null ? choices.model() : model,
        args.isEmpty() && earlier != null ? earlier : args);
  }
}
