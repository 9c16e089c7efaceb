package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.drift.DriftFinding;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.scan.Assessment;
import dev.execsession.store.EventSink;
import java.util.List;
import java.util.Objects;

/**
 * Judges a block's work without running commands: scope, what it took away from others, drift, the
 * executor's report.
 */
record Judge(BlockWork work, Drift drift, Destruction destruction, OwnActs ownActs)
    implements Stage {
  @Override
  public Transition run(BlockContract block, SessionState now, EventSink before) {
    Assessment whole = work.whole(block, now);
    if (whole.violates()) {
      Transition settled = ownActs.settle(block, now, whole, before);
      if (settled instanceof Transition.Halt) {
        return settled;
      }
      whole = work.whole(block, before.state());
    }
    Transition kept = destruction.settle(block, whole, List.of(), before);
    if (kept instanceof Transition.Halt) {
      return kept;
    }
    List<DriftFinding> drifted = drift.inspect(block, BlockWork.baseline(block, now), whole);
    return drifted.isEmpty()
        ? execution(block, whole, now.block(block.id()).execution().orElseThrow())
        : work.escalated(block, whole, Escalations.drift(block.id(), drifted));
  }

  private Transition execution(BlockContract block, Assessment whole, Fact.Execution run) {
    if (run.escalateReason() != null) {
      return work.escalated(
          block,
          whole,
          Escalations.asked(
              block.id(),
              run.escalateReason(),
              Objects.requireNonNullElse(run.escalateDetail(), "requested by the executor"),
              whole.changes()));
    }
    boolean expectsNone = block.block().expectNoChanges();
    int changes = whole.changes().size();
    if (run.failure() != null) {
      return work.bad(block, whole, List.of(run.failure()));
    }
    if (changes == 0 && !expectsNone) {
      return work.bad(block, whole, List.of("nothing in scope changed"));
    }
    if (changes > 0 && expectsNone) {
      return work.bad(
          block, whole, List.of("the block expects no changes, but " + changes + " were made"));
    }
    return Transition.next();
  }
}
