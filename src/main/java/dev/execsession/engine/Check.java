package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.journal.Actor;
import dev.execsession.journal.SessionState;
import dev.execsession.scan.Assessment;
import dev.execsession.scan.Scans;
import dev.execsession.store.EventSink;
import java.util.List;

/** Runs the block's checks and scans for their changes. */
final class Check implements Stage {
  private final Checks checks;
  private final Scans scans;
  private final BlockWork work;

  Check(Checks checks, Scans scans, BlockWork work) {
    this.checks = checks;
    this.scans = scans;
    this.work = work;
  }

  @Override
  public Transition run(BlockContract block, SessionState now, EventSink before) {
    List<String> reasons =
        checks.run(block, now.block(block.id()).attempts(), work.whole(block, now), before);
    Assessment step = scans.scan(block.scope(), Actor.CHECK);
    SessionState then =
        step.isQuiet() && step.sideEffects().isEmpty()
            ? before.state()
            : before.record(step.measured(block.id(), Actor.CHECK));
    Assessment whole = work.whole(block, then);
    if (whole.violates() || step.violates()) {
      return work.outOfScope(block, then, whole.plus(step));
    }
    return reasons.isEmpty() ? Transition.next() : work.bad(block, whole, reasons);
  }
}
