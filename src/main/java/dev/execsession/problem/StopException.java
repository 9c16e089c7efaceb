package dev.execsession.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thrown for problems that a user can act on; any other exception is a bug in this tool. */
public class StopException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Stop stop;
  private final transient List<Problem> problems;

  public StopException(Stop stop, List<Problem> problems) {
    super(problems.isEmpty() ? stop.name() : problems.get(0).message());
    this.stop = stop;
    this.problems = List.copyOf(problems);
  }

  public StopException(Stop stop, Problem problem) {
    this(stop, List.of(problem));
  }

  public StopException(Stop stop, Problem problem, Throwable cause) {
    this(stop, List.of(problem));
    initCause(cause);
  }

  /** Creates a stop with one error that has no position. */
  public StopException(Stop stop, ProblemCode code, String message, @Nullable String hint) {
    this(stop, Problem.error(code, message, hint));
  }

  public StopException(
      Stop stop, ProblemCode code, String message, @Nullable String hint, Throwable cause) {
    this(stop, Problem.error(code, message, hint), cause);
  }

  public Stop stop() {
    return stop;
  }

  public List<Problem> problems() {
    return problems;
  }
}
