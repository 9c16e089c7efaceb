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
import java.util.Optional;

/** Records that a person chose the mode of the blocks that an agent works on. */
public record ModeChoice(SessionListener listener, Clock clock) {
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
  public SessionState make(RunRequest request) {
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
          return make(lockIn.request(), contract, stored, lock);
        });
  }

  /** Records the choice in a session whose open block stays as it is. */
  SessionState make(
      RunRequest request, Contract contract, SessionStore.Stored stored, WorktreeLock lock) {
    SessionState state = stored.state();
    Optional<Event> choice = of(request, contract, state);
    if (choice.isPresent()) {
      try (Journal journal = Journal.open(stored.folder().path(), clock)) {
        SessionState now = SessionState.of(journal.entries()).orElseThrow();
        state = Recorder.resume(lock, journal, listener::recorded, now).record(choice.get());
      }
    }
    HookView.publish(contract, stored.folder().id(), state, request.turn());
    return state;
  }

  /** Returns the choice that a request makes; empty when the mode stays. */
  static Optional<Event> of(RunRequest request, Contract contract, SessionState state) {
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
