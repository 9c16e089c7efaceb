package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.journal.Actor;
import dev.execsession.journal.SessionState;
import dev.execsession.scan.Assessment;
import dev.execsession.scan.Scans;
import dev.execsession.store.EventSink;

/** Scans for the executor's changes; forbidden ones make checks pointless. */
record Measure(Scans scans, BlockWork work, OwnActs ownActs) implements Stage {
  @Override
  public Transition run(BlockContract block, SessionState now, EventSink before) {
    Assessment step = scans.scan(block.scope(), Actor.EXECUTOR);
    SessionState then = before.record(step.measured(block.id(), Actor.EXECUTOR));
    Assessment whole = work.whole(block, then);
    return whole.violates() || step.violates()
        ? ownActs.settle(block, then, whole.plus(step), before)
        : Transition.next();
  }
}
