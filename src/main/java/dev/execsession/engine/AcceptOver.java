package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Channel;
import dev.execsession.journal.Grant;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.scan.Assessment;
import dev.execsession.store.EventSink;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps a block's work as it is although it is not good, because a person says so.
 *
 * @param recheck scans the current files
 * @param reason the person's
 */
record AcceptOver(Stage recheck, BlockWork work, People people, String reason) implements Stage {
  @Override
  public Transition run(BlockContract block, SessionState now, EventSink before) {
    BlockState state = now.block(block.id());
    refuseUnless(state);
    Set<String> over = new LinkedHashSet<>(state.reasons());
    over.addAll(state.violations());
    Transition scanned = recheck.run(block, now, before);
    if (scanned instanceof Transition.Halt) {
      return scanned;
    }
    scanned.settle(before);
    Assessment whole = work.whole(block, before.state());
    return Transition.next(
        new Grant.AcceptedOver(
            block.id(),
            List.copyOf(over),
            reason,
            people.name(),
            Channel.TERMINAL,
            whole.changes(),
            BlockWork.flaggedIncludes(whole),
            work.digest(block, whole)));
  }

  private static void refuseUnless(BlockState state) {
    switch (state.step()) {
      case BLOCKED, ESCALATED -> {}
      case PENDING, INTENDED, STARTED, EXITED, MEASURED, JUDGED, DONE ->
          throw new StopException(
              Stop.REFUSED,
              ProblemCode.RUN_APPROVAL,
              "block `" + state.id() + "` is neither blocked nor escalated",
              "`exec-session status` shows where it is");
    }
  }
}
