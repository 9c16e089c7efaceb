package dev.execsession.store;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.Enclosing;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Keeps an executor, a check or a hook from starting, accepting or widening any session. */
final class OuterSession {
  private OuterSession() {}

  /**
   * Stops with {@link Stop#REFUSED} when a command of a session started this process. A repository
   * that was created since is exempt: tests of this tool may be a plan's check.
   *
   * @param locks of the repository
   */
  static void refuse(Path locks, Map<String, String> environment) {
    Optional<Enclosing> outer = Enclosing.find(environment);
    if (outer.isEmpty() || Repositories.isCreatedSince(since(outer.get()), repository(locks))) {
      return;
    }
    throw new StopException(
        Stop.REFUSED,
        ProblemCode.RUN_WITHIN,
        Enclosing.startedBy(outer.get().session())
            + "; it can neither run, accept, widen nor undo anything",
        "leave that to the person; run it in a terminal that no session started");
  }

  private static Instant since(Enclosing outer) {
    return SessionStore.timeOf(outer.session())
        .filter(lockedIn -> lockedIn.isAfter(outer.since()))
        .orElse(outer.since());
  }

  private static Path repository(Path locks) {
    Path home = Objects.requireNonNull(locks.getParent());
    return Objects.requireNonNull(home.getParent());
  }
}
