package dev.execsession.engine;

import dev.execsession.contract.Contract;
import dev.execsession.journal.Event;
import dev.execsession.problem.Stop;
import dev.execsession.scan.Scans;
import dev.execsession.store.EventSink;
import java.util.List;
import java.util.Optional;

/** Runs the completion checks and ends the session after the last block. */
record Complete(Contract contract, Checks checks, Scans scans, Settle settle, WorkThere workThere) {
  /** Returns why the session is not complete; empty when it is. */
  Optional<Stop> run(EventSink events) {
    return (contract.completionChecks().isEmpty()
            ? Optional.<Stop>empty()
            : settle
                .since(contract.scope(), events.state(), "the completion checks")
                .settle(events)
                .or(() -> check(events).settle(events)))
        .or(() -> settle.since(contract.scope(), events.state(), "the report").settle(events))
        .or(() -> allThere(events).settle(events))
        .or(() -> Transition.next(completed()).settle(events));
  }

  private Event.Completed completed() {
    int unread = scans.history().unread();
    return new Event.Completed(scans.history().head(), null, unread == 0 ? null : unread);
  }

  private Transition allThere(EventSink before) {
    List<String> reasons = workThere.missing(before.state(), scans.history().current());
    return reasons.isEmpty()
        ? Transition.next()
        : new Transition.Halt(Stop.BLOCKED, List.of(new Event.Blocked(null, reasons)));
  }

  private Transition check(EventSink before) {
    before.record(new Event.Rechecking(null));
    Checks.Round round = checks.runCompletion(before);
    if (round.forbidden() != null) {
      return new Transition.Halt(
          Stop.ESCALATED,
          List.of(
              new Event.Escalated(
                  Escalations.scope(null, round.forbidden(), List.of(), List.of()))));
    }
    return round.reasons().isEmpty()
        ? Transition.next()
        : new Transition.Halt(Stop.BLOCKED, List.of(new Event.Blocked(null, round.reasons())));
  }
}
