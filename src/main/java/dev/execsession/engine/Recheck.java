package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.journal.Actor;
import dev.execsession.journal.Event;
import dev.execsession.journal.SessionState;
import dev.execsession.scan.Assessment;
import dev.execsession.scan.Scans;
import dev.execsession.store.EventSink;

/**
 * Scans the current files without running the executor; changes made in the meantime need
 * confirmation.
 */
record Recheck(Scans scans, BlockWork work, Settle settle) implements Stage {
  @Override
  public Transition run(BlockContract block, SessionState now, EventSink before) {
    SessionState rechecking = before.record(new Event.Rechecking(block.id()));
    Assessment step = scans.scan(block.scope(), Actor.BETWEEN);
    // Restoring a path to its state before the block is a fix, not a change.
    Assessment left = step.stillIn(work.whole(block, rechecking));
    before.record(left.measured(block.id(), Actor.BETWEEN));
    return left.violates()
        ? settle.accept(left, "block `" + block.id() + "` continues")
        : Transition.next();
  }
}
