package dev.execsession.store;

import dev.execsession.git.RepositoryFacts;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** A worktree in which no session runs while something else is done. */
public final class QuietWorktree {
  private QuietWorktree() {}

  /**
   * Does some work while no session can run.
   *
   * @param what what is done, for whoever has to wait
   * @throws dev.execsession.problem.StopException BUSY when a session runs
   */
  public static <T> T during(
      RepositoryFacts facts,
      String what,
      String by,
      Map<String, String> environment,
      Instant now,
      Supplier<T> work) {
    return WorktreeLock.holding(
        new SessionStore(facts.commonDir()).locks(),
        SessionStore.keyOf(facts.root()),
        LockOwner.now(what, by, environment, now),
        lock -> work.get());
  }
}
