package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.journal.Actor;
import dev.execsession.journal.SessionState;
import dev.execsession.scan.Assessment;
import dev.execsession.scan.Scans;
import dev.execsession.store.EventSink;

/** Scans before a block's executor runs again, so that it is not held for what others did. */
record Between(Scans scans, BlockWork work, Settle settle) implements Stage {
  @Override
  public Transition run(BlockContract block, SessionState now, EventSink before) {
    if (now.block(block.id()).baseline().isEmpty() || scans.history().hasJustScanned()) {
      return Transition.next();
    }
    Assessment step = scans.scan(block.scope(), Actor.BETWEEN);
    if (step.isQuiet() && !step.isRemarkable()) {
      return Transition.next();
    }
    Assessment left = step.stillIn(work.whole(block, now));
    before.record(left.measured(block.id(), Actor.BETWEEN));
    return left.violates()
        ? settle.accept(left, now, "block `" + block.id() + "` runs again")
        : Transition.next();
  }
}
