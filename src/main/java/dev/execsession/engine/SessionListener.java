package dev.execsession.engine;

import dev.execsession.agent.Activity;
import dev.execsession.contract.Contract;
import dev.execsession.journal.Entry;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Problem;
import dev.execsession.store.SessionFolder;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Receives the events of a session, in order and on one thread, except {@link #output}, {@link
 * #tick} and {@link #interrupting}.
 */
public interface SessionListener {
  /**
   * The plan is ready; nothing has started.
   *
   * @param from the session that the run continues; null when it begins a new one
   */
  default void locked(Contract contract, @Nullable Resumption from) {}

  /**
   * A block is about to start.
   *
   * @throws dev.execsession.problem.StopException when its events could not be reported
   */
  default void beforeBlock() {}

  /** The session's folder is known; {@code resumed} if it existed before. */
  default void opened(SessionFolder folder, boolean resumed) {}

  /** There is nothing to do: this session of the plan is already completed. */
  default void finishedBefore(SessionFolder folder) {}

  /** An entry was written to disk; {@code state} includes it. */
  default void recorded(Entry entry, SessionState state) {}

  /** A warning that does not stop the session. */
  default void warned(Problem problem) {}

  /** A signal ends the run; its child processes are being stopped. Called on another thread. */
  default void interrupting(CutOff run) {}

  /** A signal ended the run and its child processes. */
  default void interrupted(CutOff run) {}

  /** The session's files were found changed: the run stops, and later ones refuse the session. */
  default void distrusted(CutOff run) {}

  /** A remark that needs no action. */
  default void remarked(String line) {}

  /** A child process printed a line (unescaped). */
  default void output(String line) {}

  /** An agent did something, as its output says (unescaped). */
  default void acted(Activity activity) {}

  /** A limit of its provider stopped an agent; it goes on at that time. */
  default void waits(String executor, Instant until) {}

  /** {@code what} has been running for {@code elapsed}: {@code check 1/3}. */
  default void tick(String what, Duration elapsed) {}

  /** A step begins: {@code executor}, {@code check 1/3}. */
  default void began(@Nullable String block, String what, String detail) {}

  /** An executor has the terminal: nothing is shown until it exits. */
  default void lent(String executor, String command) {}
}
