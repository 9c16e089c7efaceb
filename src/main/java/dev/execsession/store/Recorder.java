package dev.execsession.store;

import dev.execsession.journal.Entry;
import dev.execsession.journal.Event;
import dev.execsession.journal.Journal;
import dev.execsession.journal.Phase;
import dev.execsession.journal.SessionState;
import dev.execsession.process.EndingException;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Records an event, folds it into the state, then notifies the listener, in this order. */
public final class Recorder implements EventSink {
  /** Phases without anything that a signal could interrupt. */
  private static final Set<Phase> ENDS =
      Set.of(Phase.WORKING, Phase.PAUSED, Phase.ESCALATED, Phase.COMPLETED);

  private final WorktreeLock lock;
  private final Journal journal;
  private final BiConsumer<Entry, SessionState> listener;
  // Also read by the signal thread.
  private volatile SessionState state;
  private boolean ended;

  private Recorder(
      WorktreeLock lock,
      Journal journal,
      BiConsumer<Entry, SessionState> listener,
      SessionState state) {
    this.lock = lock;
    this.journal = journal;
    this.listener = listener;
    this.state = state;
  }

  /** Continues the journal of a new session, whose only record is the lock-in. */
  public static Recorder begin(
      WorktreeLock lock, Journal journal, BiConsumer<Entry, SessionState> listener) {
    SessionState state = SessionState.of(journal.entries()).orElseThrow();
    listener.accept(journal.entries().get(0), state);
    return new Recorder(lock, journal, listener, state);
  }

  /** Continues the journal of an unfinished session. */
  public static Recorder resume(
      WorktreeLock lock,
      Journal journal,
      BiConsumer<Entry, SessionState> listener,
      SessionState state) {
    return new Recorder(lock, journal, listener, state);
  }

  @Override
  public SessionState state() {
    return state;
  }

  /**
   * Records the last event of a run that a signal ends, unless the run has already ended; no event
   * can follow.
   *
   * @param last creates the event from the final state
   */
  public synchronized void recordLast(Function<SessionState, Event> last) {
    try {
      if (!ENDS.contains(state.phase())) {
        record(last.apply(state));
      }
    } finally {
      ended = true;
    }
  }

  /**
   * Records an event.
   *
   * @throws EndingException after {@link #recordLast}
   */
  @Override
  public synchronized SessionState record(Event event) {
    return record(event, journal::append);
  }

  /**
   * Records an event that nothing but reading follows until the next one; both are forced to disk
   * together.
   *
   * @throws EndingException after {@link #recordLast}
   */
  @Override
  public synchronized SessionState recordAhead(Event event) {
    return record(event, journal::appendAhead);
  }

  private SessionState record(Event event, Function<Event, Entry> append) {
    if (ended) {
      throw new EndingException();
    }
    lock.checkStillHeld();
    Entry entry = append.apply(event);
    state = state.after(entry);
    listener.accept(entry, state);
    return state;
  }
}
