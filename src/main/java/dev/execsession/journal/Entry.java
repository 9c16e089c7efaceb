package dev.execsession.journal;

import java.time.Instant;

/**
 * An event with its place in the journal: {@code seq} counts from 1, {@code at} is wall-clock time
 * for display only.
 */
public record Entry(long seq, Instant at, Event event) {
  /** Returns the event's word in the journal and in JSON, {@code between-accepted}. */
  public String type() {
    return JournalLine.word(event.getClass());
  }
}
