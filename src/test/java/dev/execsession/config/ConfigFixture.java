package dev.execsession.config;

import dev.execsession.problem.Problem;
import dev.execsession.problem.SourceSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Loads texts as {@code .exec-session.yml} of a folder and prints what is wrong with them. */
final class ConfigFixture {
  private static final String PRESETS =
      """
      executors:
        claude:
          command: [claude, -p, --output-format, json]
          result: claude
          env:
            LEVEL: '1'
        aider:
          command: aider --yes
          prompt: file
          timeout: 30m
          idle: 5m
          description: pair programming
      """;

  private ConfigFixture() {}

  static Map<String, ExecutorConfig> presets() {
    return Presets.load(new ByteArrayInputStream(PRESETS.getBytes(StandardCharsets.UTF_8)));
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

  /** Gives the problems as a user reads them. */
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
