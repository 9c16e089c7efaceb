package dev.execsession.config;

import dev.execsession.executor.OutputFormat;
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
 * A command that does a block's work, as configured or shipped. Exactly one of {@code argv} and
 * {@code shell} says what runs.
 *
 * @param argv program and arguments, empty when {@code shell} is given
 * @param shell a text for the shell, absent when {@code argv} is given
 * @param timeout wall limit
 * @param idle limit without output; absent for none
 * @param env values added to the environment, in order
 * @param interactive whether it talks with the person at the terminal
 * @param where its place in {@code .exec-session.yml}; absent when it was shipped
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
    @Nullable String description,
    @Nullable SourceSpan where) {

  /** The wall limit of an executor that has none of its own. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

  public ExecutorConfig {
    argv = List.copyOf(argv);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    if (argv.isEmpty() == (shell == null)) {
      throw new IllegalArgumentException("executor " + name + " needs either argv or shell");
    }
  }

  /** Returns the executor with another command, a text for the shell. */
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
        description,
        where);
  }

  /** Returns the executor with more arguments behind its own. */
  ExecutorConfig withArguments(List<String> more, String text) {
    List<String> longer = new ArrayList<>(argv);
    if (shell == null) {
      longer.addAll(more);
    }
    String command = shell == null ? null : shell + " " + text;
    return new ExecutorConfig(
        name, longer, command, prompt, result, timeout, idle, env, interactive, description, where);
  }
}
