package dev.execsession.store;

import dev.execsession.journal.Event;
import dev.execsession.journal.SessionState;

/** Records events in the journal and folds them into the state. */
public interface EventSink {
  /** Records an event and returns the state that includes it. */
  SessionState record(Event event);

  /**
   * Records an event that nothing but reading follows until the next one; both are forced to disk
   * together.
   */
  SessionState recordAhead(Event event);

  /** Returns the state after the last record. */
  SessionState state();
}
