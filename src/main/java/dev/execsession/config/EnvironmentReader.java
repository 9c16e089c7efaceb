package dev.execsession.config;

import dev.execsession.problem.ProblemCode;
import dev.execsession.text.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the variables that override the file. Other variables with the prefix {@code
 * EXEC_SESSION_} are ignored, because executors and checks get some.
 */
record EnvironmentReader(Map<String, String> values, SourceText source) {
  static final String EXECUTOR = "EXEC_SESSION_EXECUTOR";
  static final String CHECK_TIMEOUT = "EXEC_SESSION_CHECK_TIMEOUT";
  static final String CHECK_IDLE = "EXEC_SESSION_CHECK_IDLE";
  static final String CHECK_SHELL = "EXEC_SESSION_CHECK_SHELL";
  static final String CHECK_KEEP_OUTPUT = "EXEC_SESSION_CHECK_KEEP_OUTPUT";
  static final String SANDBOX = "EXEC_SESSION_SANDBOX";
  static final String SANDBOX_WRITABLE = "EXEC_SESSION_SANDBOX_WRITABLE";
  static final String COMMITS = "EXEC_SESSION_COMMITS";
  static final String ACKNOWLEDGE_GUARDS = "EXEC_SESSION_ACKNOWLEDGE_GUARDS";

  /** Every variable, for the documentation. */
  static final List<String> NAMES =
      List.of(
          EXECUTOR,
          CHECK_TIMEOUT,
          CHECK_IDLE,
          CHECK_SHELL,
          CHECK_KEEP_OUTPUT,
          SANDBOX,
          SANDBOX_WRITABLE,
          COMMITS,
          ACKNOWLEDGE_GUARDS,
          "EXEC_SESSION_EXECUTOR_<NAME>_COMMAND",
          "EXEC_SESSION_EXECUTOR_<NAME>_EXTRA_ARGS");

  /** An argument: in single or double quotes, or without spaces. */
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  /** Returns a variable's value; an empty one counts as not set. */
  Optional<String> text(String variable) {
    @Nullable String value = values.get(variable);
    return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
  }

  Optional<Duration> duration(String variable) {
    return parsed(variable, Units::duration, "a duration", Units.DURATION_HINT);
  }

  Optional<Long> bytes(String variable) {
    return parsed(variable, Units::bytes, "a size", Units.SIZE_HINT);
  }

  Optional<String> choice(String variable, List<String> words) {
    Optional<String> text = text(variable);
    if (text.isEmpty() || words.contains(text.get())) {
      return text;
    }
    complain(
        variable, Suggestion.alternatives(words), text.get(), "unset it, or write one of them");
    return Optional.empty();
  }

  /** Returns absolute paths, separated by colons as in {@code PATH}. */
  List<String> absolutePaths(String variable) {
    Optional<String> text = text(variable);
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> paths = List.of(text.get().split(":", -1));
    for (String path : paths) {
      if (!path.startsWith("/")) {
        complain(
            variable,
            "absolute paths separated by `:`",
            text.get(),
            "unset it, or write `/one/folder:/another`");
        return List.of();
      }
    }
    return paths;
  }

  private <T> Optional<T> parsed(
      String variable, Function<String, Optional<T>> reader, String kind, String hint) {
    Optional<String> text = text(variable);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value = reader.apply(text.get());
    if (value.isEmpty()) {
      complain(variable, kind, text.get(), hint);
    }
    return value;
  }

  private void complain(String variable, String kind, String given, String hint) {
    source.complainElsewhere(
        ProblemCode.CONFIG_VALUE,
        "the variable `" + variable + "` must be " + kind + ", not `" + given + "`",
        hint);
  }

  /** Returns the executors with commands and arguments from the environment. */
  Map<String, ExecutorConfig> over(Map<String, ExecutorConfig> executors) {
    Map<String, ExecutorConfig> changed = new LinkedHashMap<>();
    for (Map.Entry<String, ExecutorConfig> entry : executors.entrySet()) {
      changed.put(entry.getKey(), over(entry.getValue()));
    }
    return changed;
  }

  private ExecutorConfig over(ExecutorConfig executor) {
    String upper = executor.name().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    String name = EXECUTOR + "_" + upper + "_";
    Optional<String> command = text(name + "COMMAND");
    ExecutorConfig changed = command.isEmpty() ? executor : executor.withShell(command.get());
    Optional<String> extra = text(name + "EXTRA_ARGS");
    return extra.isEmpty() ? changed : changed.withArguments(arguments(extra.get()), extra.get());
  }

  private static List<String> arguments(String text) {
    List<String> arguments = new ArrayList<>();
    Matcher word = ARGUMENT.matcher(text);
    while (word.find()) {
      for (int group = 1; group <= 3; group++) {
        if (word.group(group) != null) {
          arguments.add(word.group(group));
        }
      }
    }
    return arguments;
  }
}
