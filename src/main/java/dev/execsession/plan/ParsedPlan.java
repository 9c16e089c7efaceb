package dev.execsession.plan;

import dev.execsession.problem.Problem;
import java.util.List;

/**
 * A plan and everything that is wrong with it.
 *
 * @param plan whatever could be read
 * @param problems errors and warnings in file order
 * @param digest {@code sha256:<hex>} of the contract: white space at line ends and the
 *     after-the-fact sections do not count, anything else does; of the raw bytes when the file is
 *     no text
 */
public record ParsedPlan(Plan plan, List<Problem> problems, String digest) {
  public ParsedPlan {
    problems = List.copyOf(problems);
  }

  /** Tells whether the plan may run as far as its text goes: no problem is an error. */
  public boolean ok() {
    return problems.stream().noneMatch(Problem::isError);
  }
}
