package dev.execsession.engine;

import dev.execsession.contract.Contract;
import dev.execsession.journal.Entry;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Problem;
import dev.execsession.store.SessionFolder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches a session. Calls come in order, on one thread, except {@link #output} and {@link #tick}.
 */
public interface SessionListener {
  /**
   * The plan was judged fit; nothing has started. {@code done} are the blocks that will not run
   * again.
   */
  default void locked(Contract contract, Set<String> done) {}

  /**
   * A block is about to begin.
   *
   * @throws dev.execsession.problem.StopException when nobody would learn what it does
   */
  default void beforeBlock() {}

  /** The session's folder is known; {@code resumed} when it existed before. */
  default void opened(SessionFolder folder, boolean resumed) {}

  /** There is nothing to do: the plan was completed in this session before. */
  default void finishedBefore(SessionFolder folder) {}

  /** An entry is on the disk; {@code state} includes it. */
  default void recorded(Entry entry, SessionState state) {}

  /** Something worth knowing that does not stop the session. */
  default void warned(Problem problem) {}

  /**
   * A signal ended the run, and everything it had started.
   *
   * @param block the block that was at work; absent between two of them
   * @param changes what that block has changed so far; absent when there was no time to look
   * @param next the command that goes on
   */
  default void interrupted(
      @Nullable String block, @Nullable List<Fact.Change> changes, String next) {}

  /** Something to know that needs nothing done. */
  default void remarked(String line) {}

  /** A child process printed a line (raw). */
  default void output(String line) {}

  /** {@code what} has been running for {@code elapsed}: {@code check 1/3}. */
  default void tick(String what, Duration elapsed) {}

  /**
   * Work of a kind begins: {@code executor}, {@code check 1/3}, {@code looking at the worktree}.
   */
  default void began(@Nullable String block, String what, String detail) {}

  /** The terminal is lent to an executor: nothing is shown until it ended. */
  default void lent(String executor, String command) {}
}
