package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.journal.Actor;
import dev.execsession.journal.Event;
import dev.execsession.journal.SessionState;
import dev.execsession.scan.Assessment;
import dev.execsession.scan.Scans;
import dev.execsession.store.EventSink;

/** Takes the tree as it is, without the executor; what changed meanwhile needs somebody's word. */
final class Recheck implements Stage {
  private final Scans scans;
  private final BlockWork work;
  private final Settle settle;

  Recheck(Scans scans, BlockWork work, Settle settle) {
    this.scans = scans;
    this.work = work;
    this.settle = settle;
  }

  @Override
  public Transition run(BlockContract block, SessionState now, EventSink before) {
    SessionState rechecking = before.record(new Event.Rechecking(block.id()));
    Assessment step = scans.scan(block.scope(), Actor.BETWEEN);
    // Whoever puts a path back as it was before the block has fixed something, not changed it.
    Assessment left = step.stillIn(work.whole(block, rechecking));
    before.record(left.measured(block.id(), Actor.BETWEEN));
    return left.violates()
        ? settle.accept(left, "block `" + block.id() + "` goes on")
        : Transition.next();
  }
}
