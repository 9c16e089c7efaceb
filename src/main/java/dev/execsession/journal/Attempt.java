package dev.execsession.journal;

import dev.execsession.process.PidSpace;
import org.jspecify.annotations.Nullable;

/**
 * The latest attempt to run a block's executor.
 *
 * @param number 1-based; 0 before the first attempt
 * @param baseline the scan that the block's changes are compared with
 * @param cookie the marker in the environment of its processes
 * @param where the PID namespace; absent in older journals
 * @param started its process
 * @param execution how it ended
 * @param kept what git held only as staged or stashed before it
 */
record Attempt(
    int number,
    @Nullable String baseline,
    @Nullable String cookie,
    @Nullable PidSpace where,
    Event.@Nullable Started started,
    Fact.@Nullable Execution execution,
    Fact.@Nullable Kept kept) {
  static final Attempt NONE = new Attempt(0, null, null, null, null, null, null);

  static Attempt of(Event.Intended intended) {
    return new Attempt(
        intended.attempt(),
        intended.baseline(),
        intended.cookie(),
        intended.where(),
        null,
        null,
        intended.kept());
  }

  Attempt from(@Nullable String scan) {
    return new Attempt(number, scan, cookie, where, started, execution, kept);
  }

  Attempt started(Event.Started event) {
    return new Attempt(number, baseline, cookie, where, event, execution, kept);
  }

  Attempt ended(Fact.Execution end) {
    return new Attempt(number, baseline, cookie, where, started, end, kept);
  }

  Attempt undone() {
    return new Attempt(number, null, cookie, null, null, null, null);
  }
}
