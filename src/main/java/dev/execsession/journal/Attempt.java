package dev.execsession.journal;

import dev.execsession.process.PidSpace;
import org.jspecify.annotations.Nullable;

/**
 * The last time that a block's executor was, or is about to be, started.
 *
 * @param number counts from 1; 0 when there was none
 * @param baseline the look that the block's changes are measured against
 * @param cookie the mark in the environment of its processes
 * @param where what the pid belongs to; absent in older journals
 * @param started its process as it was recorded then
 * @param execution how it ended
 */
record Attempt(
    int number,
    @Nullable String baseline,
    @Nullable String cookie,
    @Nullable PidSpace where,
    Event.@Nullable Started started,
    Fact.@Nullable Execution execution) {
  static final Attempt NONE = new Attempt(0, null, null, null, null, null);

  static Attempt of(Event.Intended intended) {
    return new Attempt(
        intended.attempt(), intended.baseline(), intended.cookie(), intended.where(), null, null);
  }

  Attempt from(@Nullable String look) {
    return new Attempt(number, look, cookie, where, started, execution);
  }

  Attempt started(Event.Started event) {
    return new Attempt(number, baseline, cookie, where, event, execution);
  }

  Attempt ended(Fact.Execution end) {
    return new Attempt(number, baseline, cookie, where, started, end);
  }

  /** Returns what is still to be known once its work was undone. */
  Attempt undone() {
    return new Attempt(number, null, cookie, null, null, null);
  }
}
