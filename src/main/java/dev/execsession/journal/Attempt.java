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
 * @param taken the work of an earlier session that counts as the block's
 * @param adopted the uncommitted work from before the session that counts as the block's
 */
record Attempt(
    int number,
    @Nullable String baseline,
    @Nullable String cookie,
    @Nullable PidSpace where,
    Event.@Nullable Started started,
    Fact.@Nullable Execution execution,
    Handover.@Nullable TakenOver taken,
    Handover.@Nullable Adopted adopted) {
  static final Attempt NONE = new Attempt(0, null, null, null, null, null, null, null);

  Attempt next(Event.Intended intended) {
    return new Attempt(
        intended.attempt(),
        intended.baseline(),
        intended.cookie(),
        intended.where(),
        null,
        null,
        taken,
        adopted);
  }

  Attempt takingOver(Handover.TakenOver event) {
    return new Attempt(number, event.baseline(), cookie, where, started, execution, event, adopted);
  }

  Attempt adopting(Handover.Adopted event) {
    return new Attempt(number, event.baseline(), cookie, where, started, execution, taken, event);
  }

  Attempt from(@Nullable String scan) {
    return new Attempt(number, scan, cookie, where, started, execution, taken, adopted);
  }

  Attempt started(Event.Started event) {
    return new Attempt(number, baseline, cookie, where, event, execution, taken, adopted);
  }

  Attempt ended(Fact.Execution end) {
    return new Attempt(number, baseline, cookie, where, started, end, taken, adopted);
  }

  Attempt undone() {
    return new Attempt(number, null, cookie, null, null, null, taken, adopted);
  }
}
