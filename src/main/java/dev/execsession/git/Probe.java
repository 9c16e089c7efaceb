package dev.execsession.git;

import dev.execsession.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of probing a folder for a repository.
 *
 * @param facts the repository, as far as it could be read; null if there is none
 * @param problems every reason why a session cannot start here
 */
public record Probe(@Nullable RepositoryFacts facts, List<Problem> problems) {
  public Probe {
    problems = List.copyOf(problems);
  }
}
