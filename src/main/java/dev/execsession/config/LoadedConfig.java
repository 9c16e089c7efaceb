package dev.execsession.config;

import dev.execsession.problem.Problem;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import java.util.List;

/**
 * The configuration and its problems.
 *
 * @param config with defaults for invalid values; not to be used when a problem is an error
 * @param problems in file order
 * @param digest {@code sha256:} and the file's hash in hex; {@code none} without a readable file
 * @param present whether the file exists, of any type
 */
public record LoadedConfig(Config config, List<Problem> problems, String digest, boolean present) {
  public LoadedConfig {
    problems = List.copyOf(problems);
  }

  /**
   * Returns the configuration.
   *
   * @throws StopException REFUSED, with all problems, when one is an error
   */
  public Config valid() {
    if (problems.stream().anyMatch(Problem::isError)) {
      throw new StopException(Stop.REFUSED, problems);
    }
    return config;
  }
}
