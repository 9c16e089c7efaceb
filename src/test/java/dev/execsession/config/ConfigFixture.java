package dev.execsession.config;

import dev.execsession.agent.OutputFormat;
import dev.execsession.executor.AgentOptions;
import dev.execsession.executor.Budget;
import dev.execsession.executor.PromptStyle;
import dev.execsession.problem.Problem;
import dev.execsession.problem.SourceSpan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Loads text as {@code .exec-session.yml} and prints its problems. */
final class ConfigFixture {
  private ConfigFixture() {}

  static Map<String, ExecutorConfig> presets() {
    Map<String, ExecutorConfig> presets = new LinkedHashMap<>();
    presets.put(
        "claude",
        new ExecutorConfig(
            "claude",
            List.of("claude", "-p", "--output-format", "json", "{+model}"),
            null,
            PromptStyle.STDIN,
            OutputFormat.CLAUDE,
            ExecutorConfig.DEFAULT_TIMEOUT,
            null,
            Map.of("LEVEL", "1"),
            false,
            new AgentOptions(List.of("--model", "{model}"), List.of(), List.of(), List.of()),
            null,
            List.of(),
            Budget.NONE,
            null,
            null));
    presets.put(
        "aider",
        new ExecutorConfig(
            "aider",
            List.of(),
            "aider --yes",
            PromptStyle.FILE,
            OutputFormat.NONE,
            Duration.ofMinutes(30),
            Duration.ofMinutes(5),
            Map.of(),
            false,
            AgentOptions.NONE,
            null,
            List.of(),
            Budget.NONE,
            "pair programming",
            null));
    return presets;
  }

  static LoadedConfig load(Path root, String text) {
    return load(root, text, Map.of());
  }

  static LoadedConfig load(Path root, String text, Map<String, String> environment) {
    return load(root, text.getBytes(StandardCharsets.UTF_8), environment);
  }

  static LoadedConfig load(Path root, byte[] bytes, Map<String, String> environment) {
    try {
      Files.write(root.resolve(ConfigLoader.FILE), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ConfigLoader.load(root, environment, presets());
  }

  /** Returns the problems as printed. */
  static String printed(LoadedConfig loaded) {
    return loaded.problems().stream().map(ConfigFixture::printed).collect(Collectors.joining());
  }

  static String printed(Problem problem) {
    StringBuilder out = new StringBuilder();
    SourceSpan where = problem.where();
    if (problem.path() != null) {
      out.append(problem.path()).append(':');
      if (where != null) {
        out.append(where.line()).append(':').append(where.column()).append(':');
      }
      out.append(' ');
    }
    out.append("error[" + problem.code().id() + "]: " + problem.message() + "\n");
    if (where != null && problem.excerpt() != null) {
      out.append("  " + problem.excerpt() + "\n");
      out.append(" ".repeat(where.column() + 1));
      out.append("^".repeat(where.endColumn() - where.column()) + "\n");
    }
    return out.append("hint: " + problem.hint() + "\n").toString();
  }
}
