package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.drift.DriftFinding;
import dev.execsession.journal.Awaited;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.scan.Assessment;
import dev.execsession.store.EventSink;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Judges a block's work without running commands: scope, what it took away from others, drift, the
 * executor's report.
 */
record Judge(BlockWork work, Drift drift, Destruction destruction, People people, GateView view)
    implements Stage {
  @Override
  public Transition run(BlockContract block, SessionState now, EventSink before) {
    Assessment whole = work.whole(block, now);
    if (whole.violates()) {
      Transition answered = own(block, now, whole);
      if (answered == null) {
        return work.outOfScope(block, now, whole);
      }
      if (answered instanceof Transition.Halt) {
        return answered;
      }
      answered.settle(before);
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

  /**
   * Asks whether what changed about git is the person's own act; null when it is not, or when a
   * path is out of scope too.
   */
  private @Nullable Transition own(BlockContract block, SessionState now, Assessment whole) {
    boolean isGitOnly =
        whole.changes().stream().noneMatch(Fact.Change::isViolation)
            && whole.committedPaths().isEmpty();
    if (!isGitOnly || !people.canAsk()) {
      return null;
    }
    Gate.Choice choice;
    try {
      BlockState state = now.block(block.id());
      choice = people.gate().control(state, whole.violations(), view.of(state));
    } catch (NoAnswerException e) {
      choice = Gate.Choice.STOP;
    }
    return switch (choice) {
      case MINE ->
          Transition.next(
              new Event.BetweenAccepted(
                  List.of(), whole.violations(), people.name(), now.lastObservation(), null));
      case ESCALATE -> null;
      default ->
          Transition.paused(
              Awaited.BETWEEN,
              block.id(),
              "git's state changed during block `"
                  + block.id()
                  + "`: "
                  + String.join("; ", whole.violations())
                  + "; did you do this?",
              view.contract().stepwiseCommand());
    };
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
