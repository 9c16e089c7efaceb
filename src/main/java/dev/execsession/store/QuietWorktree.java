package dev.execsession.store;

import dev.execsession.git.RepositoryFacts;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** Runs work in a worktree while no session runs. */
public final class QuietWorktree {
  private QuietWorktree() {}

  /**
   * Runs the work while holding the worktree's lock.
   *
   * @param what the work, for display to those who wait
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
        environment,
        lock -> work.get());
  }

  /**
   * Refuses what changes files that all worktrees of the repository share, such as {@code
   * info/exclude}, while a session runs in another one.
   *
   * @throws dev.execsession.problem.StopException BUSY when one does
   */
  public static void refuseWhileOthersRun(RepositoryFacts facts, Map<String, String> environment) {
    WorktreeLock.refuseWhileOthersRun(
        new SessionStore(facts.commonDir()).locks(), SessionStore.keyOf(facts.root()), environment);
  }
}
