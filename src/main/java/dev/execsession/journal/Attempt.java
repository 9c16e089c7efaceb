package dev.execsession.journal;

import dev.execsession.process.PidSpace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latest attempt to run a block's executor.
 *
 * @param number 1-based; 0 before the first attempt
 * @param command its executor's
 * @param baseline the scan that the block's changes are compared with
 * @param cookie the marker in the environment of its processes
 * @param where the PID namespace; absent in older journals
 * @param started its process
 * @param execution how it ended
 * @param kept what git held only as staged or stashed before it
 * @param origins what is the block's from before it
 * @param receipts what agents used, in this and earlier attempts
 * @param opening the agent that it was opened for; absent when this tool ran an executor
 */
record Attempt(
    int number,
    @Nullable String command,
    @Nullable String baseline,
    @Nullable String cookie,
    @Nullable PidSpace where,
    Event.@Nullable Started started,
    Fact.@Nullable Execution execution,
    Fact.@Nullable Kept kept,
    Origins origins,
    List<Receipt.OfAttempt> receipts,
    @Nullable Opening opening) {
  static final Attempt NONE =
      new Attempt(0, null, null, null, null, null, null, null, Origins.NONE, List.of(), null);

  /**
   * Work from before the attempts.
   *
   * @param taken the work of an earlier session
   * @param adopted uncommitted work from before the session
   * @param found the work of a session elsewhere
   */
  record Origins(
      Handover.@Nullable TakenOver taken,
      Handover.@Nullable Adopted adopted,
      Handover.@Nullable FoundCommitted found) {
    static final Origins NONE = new Origins(null, null, null);
  }

  Attempt next(Event.Intended intended) {
    return new Attempt(
        intended.attempt(),
        intended.command(),
        intended.baseline(),
        intended.cookie(),
        intended.where(),
        null,
        null,
        intended.kept(),
        origins,
        receipts,
        null);
  }

  Attempt takingOver(Handover.TakenOver event) {
    return from(event.baseline()).with(new Origins(event, origins.adopted, origins.found));
  }

  Attempt adopting(Handover.Adopted event) {
    return from(event.baseline()).with(new Origins(origins.taken, event, origins.found));
  }

  Attempt finding(Handover.FoundCommitted event) {
    return from(event.baseline()).with(new Origins(origins.taken, origins.adopted, event));
  }

  private Attempt with(Origins all) {
    return new Attempt(
        number, command, baseline, cookie, where, started, execution, kept, all, receipts, opening);
  }

  Attempt from(@Nullable String scan) {
    return new Attempt(
        number, command, scan, cookie, where, started, execution, kept, origins, receipts, opening);
  }

  Attempt started(Event.Started event) {
    return new Attempt(
        number, command, baseline, cookie, where, event, execution, kept, origins, receipts, null);
  }

  Attempt opened(Opening open) {
    return new Attempt(
        number, command, baseline, cookie, where, started, execution, kept, origins, receipts,
        open);
  }

  Attempt continued(Caller by, PidSpace here) {
    return new Attempt(
        number,
        command,
        baseline,
        cookie,
        here,
        started,
        execution,
        kept,
        origins,
        receipts,
        opening == null ? null : new Opening(by, opening.since()));
  }

  Attempt ended(Fact.Execution end) {
    return new Attempt(
        number, command, baseline, cookie, where, started, end, kept, origins, with(end), opening);
  }

  private List<Receipt.OfAttempt> with(Fact.Execution end) {
    if (end.receipt() == null) {
      return receipts;
    }
    List<Receipt.OfAttempt> all = new ArrayList<>(receipts);
    all.removeIf(one -> one.attempt() == number);
    all.add(new Receipt.OfAttempt(number, end.name(), end.receipt()));
    return List.copyOf(all);
  }

  /** Returns the attempt without its request to go back to planning. */
  Attempt answered() {
    return execution == null ? this : ended(execution.withoutEscalation());
  }

  Attempt undone() {
    return new Attempt(
        number, command, null, cookie, null, null, null, null, origins, receipts, null);
  }
}
