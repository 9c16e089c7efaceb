package dev.execsession.config;

import dev.execsession.problem.Problem;
import java.util.List;

/**
 * The configuration with every complaint about it.
 *
 * @param config usable only when no problem is an error; what was wrong has its default
 * @param problems in the order of the file
 * @param digest {@code sha256:} and 64 hex digits of the file's bytes, {@code none} without them
 * @param present whether there is something of the file's name
 */
public record LoadedConfig(Config config, List<Problem> problems, String digest, boolean present) {
  public LoadedConfig {
    problems = List.copyOf(problems);
  }
}
