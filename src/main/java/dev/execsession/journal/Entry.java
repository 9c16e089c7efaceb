package dev.execsession.journal;

import java.time.Instant;

/**
 * An event with its place in the journal: {@code seq} is 1-based, {@code at} is wall-clock time for
 * display only.
 */
public record Entry(long seq, Instant at, Event event) {
  /** Returns the event's type in the journal and in JSON, such as {@code between-accepted}. */
  public String type() {
    return JournalLine.word(event.getClass());
  }
}
