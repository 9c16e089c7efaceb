package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.journal.Actor;
import dev.execsession.journal.Awaited;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Fact.Execution.Ending;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.problem.StopException;
import dev.execsession.scan.Assessment;
import dev.execsession.scan.Scans;
import dev.execsession.store.EventSink;
import dev.execsession.undo.Undo;
import java.util.List;

/** Recovers a block whose executor may have been started and whose exit was not recorded. */
record Recover(
    Contract contract,
    Scans scans,
    Undo undo,
    Stage execute,
    People people,
    GateView view,
    SessionListener listener)
    implements Stage {
  @Override
  public Transition run(BlockContract block, SessionState now, EventSink before) {
    BlockState state = now.block(block.id());
    String baseline = state.baseline().orElseThrow();
    boolean isOver =
        state.step() == Step.INTENDED
            // A person who was asked, and left.
            || state.started().filter(started -> started.pid() == 0).isPresent();
    boolean untouched = isOver && scans.history().peek(baseline).delta().isEmpty();
    if (untouched || state.block().executor().equals("manual")) {
      return execute.run(block, now, before);
    }
    Assessment seen = scans.peek(baseline, block.scope(), Actor.EXECUTOR);
    return switch (ask(state, seen)) {
      case KEEP ->
          Transition.next(new Event.Exited(block.id(), state.attempts(), unrecorded(state)));
      case AGAIN -> again(block, before);
      default ->
          paused(block, " was interrupted while its executor ran: keep its work, or run it again?");
    };
  }

  private Transition again(BlockContract block, EventSink before) {
    SessionState undone;
    try {
      undone = undo.undo(block.id());
    } catch (StopException e) {
      e.problems().forEach(listener::warned);
      return paused(block, " could not be undone; keep its work, or fix that first");
    }
    return execute.run(block, undone, before);
  }

  private Transition paused(BlockContract block, String what) {
    return Transition.paused(
        Awaited.OUTCOME,
        block.id(),
        "block `" + block.id() + "`" + what,
        contract.stepwiseCommand());
  }

  private Gate.Choice ask(BlockState state, Assessment seen) {
    if (!people.canAsk()) {
      return Gate.Choice.STOP;
    }
    try {
      return people.gate().unknown(state, seen.changes(), view.of(state));
    } catch (NoAnswerException e) {
      return Gate.Choice.STOP;
    }
  }

  /**
   * Returns the execution record of work that a person keeps although its exit was not recorded.
   */
  private static Fact.Execution unrecorded(BlockState state) {
    return Fact.Execution.unseen(
        state.block().executor(),
        Ending.INTERRUPTED,
        0,
        List.of("its exit was not recorded; a person kept its work"),
        null,
        null);
  }
}
