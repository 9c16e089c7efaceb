package dev.execsession.store;

import dev.execsession.journal.Event;
import dev.execsession.journal.SessionState;

/** Where events go: to the journal, and from there into the state. */
public interface EventSink {
  /** Records an event and returns the state that includes it. */
  SessionState record(Event event);

  /**
   * Records an event after which nothing is done but looking until the next one is recorded: both
   * are forced to the disk together.
   */
  SessionState recordAhead(Event event);

  /** Returns the state as of the last record. */
  SessionState state();
}
