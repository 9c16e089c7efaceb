package dev.execsession.engine;

import dev.execsession.contract.Contract;
import dev.execsession.contract.LockIn;
import dev.execsession.contract.Permission;
import dev.execsession.contract.RunRequest;
import dev.execsession.contract.Turn;
import dev.execsession.journal.Consent;
import dev.execsession.journal.Event;
import dev.execsession.journal.Grant;
import dev.execsession.journal.Journal;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.StopException;
import dev.execsession.store.LockOwner;
import dev.execsession.store.Recorder;
import dev.execsession.store.SessionStore;
import dev.execsession.store.WorktreeLock;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Records which agent drives a session, and in which mode by a person's choice, while no block is
 * run.
 */
public record DriverRecord(SessionListener listener, Clock clock) {
  /**
   * Checks what a mode requires of the plan; writes nothing.
   *
   * @param request to begin a block, with the mode that the person chose
   * @throws StopException REFUSED with every problem
   */
  public static void check(RunRequest request) {
    new LockIn(request, true).lock();
  }

  /** Records the choice without opening a block, and returns the resulting session. */
  public SessionState write(RunRequest request) {
    LockIn lockIn = new LockIn(request, true);
    Contract contract = lockIn.lock();
    SessionStore store = new SessionStore(contract.repository().commonDir());
    return WorktreeLock.holding(
        store.locks(),
        SessionStore.keyOf(contract.repository().root()),
        LockOwner.now(contract.planPath(), request.by(), request.environment(), clock.instant()),
        request.environment(),
        lock -> {
          SessionStore.Stored stored =
              Continuation.of(
                      store.latest(contract.repository().root(), contract.planPath(), null),
                      contract,
                      request)
                  .previous()
                  .orElseThrow();
          return write(lockIn.request(), contract, stored, lock);
        });
  }

  /** Records it in a session whose open block stays as it is. */
  SessionState write(
      RunRequest request, Contract contract, SessionStore.Stored stored, WorktreeLock lock) {
    SessionState state = stored.state();
    List<Event> events = of(request, contract, state);
    if (!events.isEmpty()) {
      try (Journal journal = Journal.open(stored.folder().path(), clock)) {
        SessionState now = SessionState.of(journal.entries()).orElseThrow();
        Recorder recorder = Recorder.resume(lock, journal, listener::recorded, now);
        events.forEach(recorder::record);
        state = recorder.state();
      }
    }
    HookView.publish(contract, stored.folder().id(), state, request.turn());
    return state;
  }

  /** Returns what a request changes; empty when agent and mode stay. */
  static List<Event> of(RunRequest request, Contract contract, SessionState state) {
    return Stream.concat(
            new TakeOver(request.turn(), request.environment()).of(state).stream(),
            mode(request, contract, state).stream())
        .toList();
  }

  private static Optional<Event> mode(RunRequest request, Contract contract, SessionState state) {
    if (!(request.turn() instanceof Turn.Begin begin)
        || begin.mode() == null
        || begin.mode() == state.agentMode()) {
      return Optional.empty();
    }
    Consent consent = begin.consent();
    return Optional.of(
        new Grant.ModeChosen(
            begin.mode(),
            request.by(),
            contract.overriddenBy() == null ? null : Boolean.TRUE,
            request.allows(Permission.ACK_GUARDS) ? Boolean.TRUE : null,
            consent.via(),
            consent.agent(),
            consent.held()));
  }
}
