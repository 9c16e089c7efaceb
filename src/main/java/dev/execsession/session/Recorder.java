package dev.execsession.session;

import dev.execsession.journal.Entry;
import dev.execsession.journal.Event;
import dev.execsession.journal.Journal;
import dev.execsession.journal.SessionState;

/** Records an event, folds it into the state, then tells the listener: always in this order. */
final class Recorder {
  private final WorktreeLock lock;
  private final Journal journal;
  private final SessionListener listener;
  private final SessionState state;
  private boolean ended;

  private Recorder(
      WorktreeLock lock, Journal journal, SessionListener listener, SessionState state) {
    this.lock = lock;
    this.journal = journal;
    this.listener = listener;
    this.state = state;
  }

  /** Goes on with the journal of a new session, which holds the lock and nothing else. */
  static Recorder begin(WorktreeLock lock, Journal journal, SessionListener listener) {
    SessionState state = SessionState.of(journal.entries()).orElseThrow();
    listener.recorded(journal.entries().get(0), state);
    return new Recorder(lock, journal, listener, state);
  }

  /** Goes on with the journal of an unfinished session. */
  static Recorder resume(
      WorktreeLock lock, Journal journal, SessionListener listener, SessionState state) {
    return new Recorder(lock, journal, listener, state);
  }

  /** Gives the state as of the last record. */
  SessionState state() {
    return state;
  }

  /**
   * Records the last event of a run that a signal ends; whoever records after it waits for the end.
   */
  synchronized void recordLast(Event event) {
    record(event);
    ended = true;
  }

  synchronized void record(Event event) {
    while (ended) {
      try {
        wait();
      } catch (InterruptedException e) {
        // The process is ending; nothing may be recorded any more.
      }
    }
    lock.checkStillHeld();
    Entry entry = journal.append(event);
    state.apply(entry);
    listener.recorded(entry, state);
  }
}
