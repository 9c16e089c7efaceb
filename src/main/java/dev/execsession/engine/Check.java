package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.journal.SessionState;
import dev.execsession.scan.Assessment;
import dev.execsession.store.EventSink;

/** Runs the block's checks until they hold for the final tree. */
record Check(Checks checks, BlockWork work, Destruction destruction) implements Stage {
  @Override
  public Transition run(BlockContract block, SessionState now, EventSink before) {
    Checks.Round round =
        checks.run(
            block,
            now.block(block.id()).attempts(),
            () -> work.whole(block, before.state()),
            before);
    SessionState then = before.state();
    Assessment whole = work.whole(block, then);
    if (round.forbidden() != null) {
      return work.outOfScope(block, then, whole.plus(round.forbidden()));
    }
    if (whole.violates()) {
      return work.outOfScope(block, then, whole);
    }
    return destruction.settle(block, whole, round.reasons(), before);
  }
}
