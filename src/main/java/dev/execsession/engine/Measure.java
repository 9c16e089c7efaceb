package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.journal.Actor;
import dev.execsession.journal.SessionState;
import dev.execsession.scan.Assessment;
import dev.execsession.scan.Scans;
import dev.execsession.store.EventSink;

/** Looks at what an executor did; what it may not do is not worth a check. */
record Measure(Scans scans, BlockWork work) implements Stage {

  @Override
  public Transition run(BlockContract block, SessionState now, EventSink before) {
    Assessment step = scans.look(block.scope(), Actor.EXECUTOR);
    SessionState then = before.record(step.measured(block.id(), Actor.EXECUTOR));
    Assessment whole = work.whole(block, then);
    return whole.violates() || step.violates()
        ? work.outOfScope(block, then, whole.plus(step))
        : Transition.next();
  }
}
