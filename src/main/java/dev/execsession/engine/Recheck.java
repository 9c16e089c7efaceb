package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.journal.Actor;
import dev.execsession.journal.Event;
import dev.execsession.journal.SessionState;
import dev.execsession.scan.Assessment;
import dev.execsession.scan.Scans;
import dev.execsession.store.EventSink;

/**
 * Scans the current files without running the executor. What a person did to them at the gate, and
 * to the block's own paths since the last run, belongs to the block; anything else needs
 * confirmation.
 */
record Recheck(Scans scans, BlockWork work, Settle settle) implements Stage {
  @Override
  public Transition run(BlockContract block, SessionState now, EventSink before) {
    boolean resumed = !scans.history().hasScanned();
    SessionState rechecking = before.record(new Event.Rechecking(block.id()));
    Assessment step = scans.scan(block.scope(), Actor.BETWEEN);
    // Restoring a path to its state before the block is a fix, not a change.
    Assessment left =
        step.stillIn(work.whole(block, rechecking)).withSentences(work.open(block, rechecking));
    if (!resumed) {
      before.record(left.measured(block.id(), Actor.BETWEEN));
      return left.violates() ? settle.accept(left, rechecking, what(block)) : Transition.next();
    }
    Assessment own = left.only(now.block(block.id()).recordedPaths());
    Assessment others = left.without(own.changes());
    Event measured = own.withoutSentences(own.violations()).measured(block.id(), Actor.BETWEEN);
    return others.violates() || !others.changes().isEmpty()
        ? settle.accept(others, rechecking, what(block)).then(measured)
        : Transition.next(measured);
  }

  private static String what(BlockContract block) {
    return "block `" + block.id() + "` continues";
  }
}
