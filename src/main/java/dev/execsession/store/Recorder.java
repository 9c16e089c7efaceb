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

/** Records an event, folds it into the state, then tells the listener: always in this order. */
public final class Recorder implements EventSink {
  /** Where nothing is left that a signal could interrupt. */
  private static final Set<Phase> ENDS = Set.of(Phase.PAUSED, Phase.ESCALATED, Phase.COMPLETED);

  private final WorktreeLock lock;
  private final Journal journal;
  private final BiConsumer<Entry, SessionState> listener;
  // Read by the thread of a signal too.
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

  /** Goes on with the journal of a new session, which holds the lock and nothing else. */
  public static Recorder begin(
      WorktreeLock lock, Journal journal, BiConsumer<Entry, SessionState> listener) {
    SessionState state = SessionState.of(journal.entries()).orElseThrow();
    listener.accept(journal.entries().get(0), state);
    return new Recorder(lock, journal, listener, state);
  }

  /** Goes on with the journal of an unfinished session. */
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
   * Records the last event of a run that a signal ends, unless the run has come to its own end;
   * nobody records after it.
   *
   * @param last makes it from the state, which does not change any more
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
   * @throws EndingException when the last one is recorded
   */
  @Override
  public synchronized SessionState record(Event event) {
    return record(event, journal::append);
  }

  /**
   * Records an event after which nothing is done but looking until the next one is recorded: both
   * are forced to the disk together.
   *
   * @throws EndingException when the last one is recorded
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
