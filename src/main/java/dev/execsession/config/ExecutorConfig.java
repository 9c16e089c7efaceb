package dev.execsession.config;

import dev.execsession.agent.OutputFormat;
import dev.execsession.executor.AgentOptions;
import dev.execsession.executor.Budget;
import dev.execsession.executor.PromptStyle;
import dev.execsession.problem.SourceSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configured or built-in executor, with either {@code argv} or {@code shell}.
 *
 * @param argv program and arguments, or empty
 * @param shell a shell command, or absent
 * @param timeout maximum run time
 * @param idle maximum time without output; absent for none
 * @param env additional variables, in order
 * @param interactive whether it uses the terminal to interact with a person
 * @param options how a preset's command is completed
 * @param model the model to use; absent for the agent's own choice
 * @param args additional arguments
 * @param where its position in {@code .exec-session.yml}; absent when it is built in
 */
public record ExecutorConfig(
    String name,
    List<String> argv,
    @Nullable String shell,
    PromptStyle prompt,
    OutputFormat result,
    Duration timeout,
    @Nullable Duration idle,
    Map<String, String> env,
    boolean interactive,
    AgentOptions options,
    @Nullable String model,
    List<String> args,
    Budget budget,
    @Nullable String description,
    @Nullable SourceSpan where) {

  /** The maximum run time of an executor without its own. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

  public ExecutorConfig {
    argv = List.copyOf(argv);
    args = List.copyOf(args);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    if (argv.isEmpty() == (shell == null)) {
      throw new IllegalArgumentException("executor " + name + " needs either argv or shell");
    }
  }

  /** Returns whether a model can be chosen. */
  public boolean takesModel() {
    return options.takesModel();
  }

  /**
   * Returns the program and its arguments, see {@link AgentOptions#complete}; empty for a shell
   * command.
   *
   * @param otherModel replaces {@link #model}; absent to keep it
   * @param more arguments after {@link #args}
   */
  public List<String> command(@Nullable String otherModel, List<String> more, boolean isConfined) {
    if (shell != null) {
      return List.of();
    }
    List<String> all = new ArrayList<>(args);
    all.addAll(more);
    return options.complete(argv, otherModel == null ? model : otherModel, isConfined, all);
  }

  /** Returns the executor with a shell command instead. */
  ExecutorConfig withShell(String command) {
    return new ExecutorConfig(
        name,
        List.of(),
        command,
        prompt,
        result,
        timeout,
        idle,
        env,
        interactive,
        AgentOptions.NONE,
        null,
        List.of(),
        budget,
        description,
        where);
  }

  /** Returns the executor with additional arguments. */
  ExecutorConfig withArguments(List<String> more, String text) {
    List<String> longer = new ArrayList<>(args);
    if (shell == null) {
      longer.addAll(more);
    }
    return new ExecutorConfig(
        name,
        argv,
        shell == null ? null : shell + " " + text,
        prompt,
        result,
        timeout,
        idle,
        env,
        interactive,
        options,
        model,
        longer,
        budget,
        description,
        where);
  }
}
