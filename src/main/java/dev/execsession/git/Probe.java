package dev.execsession.git;

import dev.execsession.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found around a folder.
 *
 * @param facts the repository, as far as it could be read; absent when there is none to speak of
 * @param problems why a session may not start here, all of them
 */
public record Probe(@Nullable RepositoryFacts facts, List<Problem> problems) {
  public Probe {
    problems = List.copyOf(problems);
  }
}
