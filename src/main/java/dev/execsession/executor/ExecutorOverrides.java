package dev.execsession.executor;

import dev.execsession.executor.ExecutorSpec.Argv;
import dev.execsession.executor.ExecutorSpec.External;
import dev.execsession.executor.ExecutorSpec.Invocation;
import dev.execsession.executor.ExecutorSpec.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Changes an executor by environment: {@code EXEC_SESSION_EXECUTOR_<NAME>_COMMAND} is a shell line
 * in place of its command, {@code ..._EXTRA_ARGS} are words behind it, split and unquoted as the
 * shell does. In the name everything but letters and digits is {@code _}.
 */
public final class ExecutorOverrides {
  private ExecutorOverrides() {}

  /** Gives the executor as the environment wants it; others than external ones as they are. */
  public static ExecutorSpec apply(ExecutorSpec spec, Map<String, String> environment) {
    return spec instanceof External external ? apply(external, environment) : spec;
  }

  private static External apply(External spec, Map<String, String> environment) {
    String command = environment.getOrDefault(variable(spec.name(), "COMMAND"), "");
    String extra = environment.getOrDefault(variable(spec.name(), "EXTRA_ARGS"), "");
    Invocation invocation = command.isBlank() ? spec.invocation() : new Shell(command);
    List<String> words = ShellWords.split(extra);
    return spec.withInvocation(words.isEmpty() ? invocation : extended(invocation, words));
  }

  private static Invocation extended(Invocation invocation, List<String> words) {
    if (invocation instanceof Argv argv) {
      List<String> all = new ArrayList<>(argv.words());
      all.addAll(words);
      return new Argv(all);
    }
    return new Shell(
        invocation.display()
            + words.stream()
                .map(word -> " " + ShellWords.quote(word))
                .collect(Collectors.joining()));
  }

  static String variable(String name, String what) {
    return "EXEC_SESSION_EXECUTOR_"
        + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")
        + "_"
        + what;
  }
}
