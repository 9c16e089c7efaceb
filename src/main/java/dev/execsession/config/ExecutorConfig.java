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
 * A configured or built-in executor, with either {@code argv} or {@code shell}.
 *
 * @param argv program and arguments, or empty
 * @param shell a shell command, or absent
 * @param timeout maximum run time
 * @param idle maximum time without output; absent for none
 * @param env additional variables, in order
 * @param interactive whether it uses the terminal to interact with a person
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
    @Nullable String description,
    @Nullable SourceSpan where) {

  /** The maximum run time of an executor without its own. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

  public ExecutorConfig {
    argv = List.copyOf(argv);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    if (argv.isEmpty() == (shell == null)) {
      throw new IllegalArgumentException("executor " + name + " needs either argv or shell");
    }
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
        description,
        where);
  }

  /** Returns the executor with additional arguments. */
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
