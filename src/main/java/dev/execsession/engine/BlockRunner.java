package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.EscalationReason;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.problem.Stop;
import dev.execsession.store.EventSink;
import java.util.List;
import java.util.Optional;

/**
 * Takes one block from its recorded state to work that may be accepted, along a table of stages.
 *
 * @param executorNamed whether this run's command line names an executor
 */
record BlockRunner(Stages stages, boolean executorNamed, EventSink events) {

  /** The stages of a block. */
  record Stages(
      Stage settle,
      Stage recover,
      Stage between,
      Stage execute,
      Stage measure,
      Stage recheck,
      Stage judge,
      Stage check,
      Stage ask,
      Stage accept) {
    /**
     * Returns the stages that follow the block's recorded state.
     *
     * @param anew whether another executor does a blocked or escalated block again
     */
    List<Stage> from(BlockState block, boolean anew) {
      return switch (block.step()) {
        case PENDING -> List.of(settle, execute, measure, judge, check, ask);
        case INTENDED, STARTED -> List.of(recover, measure, judge, check, ask);
        case EXITED -> List.of(measure, judge, check, ask);
        // The checks are not responsible for changes made while nothing ran.
        case MEASURED -> again(false);
        case JUDGED -> List.of(settle);
        case DONE -> List.of();
        case BLOCKED, ESCALATED ->
            executorFailed(block)
                ? List.of(settle, execute, measure, judge, check, ask)
                : anew ? List.of(recheck, execute, measure, judge, check, ask) : again(false);
      };
    }

    /** Returns the stages of a block that runs again, with its executor or without. */
    List<Stage> again(boolean executes) {
      return executes
          ? List.of(between, execute, measure, judge, check, ask)
          : List.of(recheck, judge, check, ask);
    }

    private static boolean executorFailed(BlockState block) {
      return block.step() == Step.BLOCKED
          ? block.isUndone()
              || block.execution().map(run -> run.failure() != null).orElse(true)
              || block.changes().isEmpty()
          // A person who gave up may go on.
          : block
              .execution()
              .filter(run -> run.escalateReason() == EscalationReason.PERSON)
              .isPresent();
    }
  }

  /**
   * Returns what a run does first with a block that an earlier one stopped at; empty for any other.
   */
  Optional<String> resumes(BlockContract block) {
    BlockState now = events.state().block(block.id());
    String was =
        switch (now.step()) {
          case BLOCKED -> "was blocked";
          case ESCALATED -> "was escalated";
          case JUDGED -> "is waiting for approval";
          case PENDING, INTENDED, STARTED, EXITED, MEASURED, DONE -> "";
        };
    return was.isEmpty()
        ? Optional.empty()
        : Optional.of(block.id() + " " + was + then(block, now));
  }

  private String then(BlockContract block, BlockState now) {
    if (now.isJudged()) {
      return "; its executor is not run again";
    }
    return Stages.executorFailed(now) || isAnew(block, now)
        ? "; its executor runs again"
        : "; its executor is not run again, its checks are";
  }

  /**
   * Returns whether the command line names another executor than the block had, or the planner
   * answered what its agent asked for.
   */
  private boolean isAnew(BlockContract block, BlockState now) {
    return (executorNamed && now.command().filter(block.command()::equals).isEmpty())
        || (now.step() == Step.ESCALATED && events.state().isAnswered(now));
  }

  /** Continues the block from its recorded state; returns why its work cannot be accepted. */
  Optional<Stop> advance(BlockContract block) {
    BlockState now = events.state().block(block.id());
    Optional<Stop> stop = follow(stages.from(now, isAnew(block, now)), block);
    // A person's edit of a judged block makes its judgement void.
    boolean isTouched = events.state().block(block.id()).step() == Step.MEASURED;
    return stop.isEmpty() && isTouched ? follow(stages.again(false), block) : stop;
  }

  /** Runs the executor, or only the checks, again on the current files. */
  Optional<Stop> again(BlockContract block, boolean executes) {
    return follow(stages.again(executes), block);
  }

  /** Keeps the block's work as it is. */
  Optional<Stop> accept(BlockContract block) {
    return follow(List.of(stages.accept()), block);
  }

  private Optional<Stop> follow(List<Stage> way, BlockContract block) {
    for (Stage stage : way) {
      SessionState now = events.state();
      Optional<Stop> stop = stage.run(block, now, events).settle(events);
      if (stop.isPresent()) {
        return stop;
      }
    }
    return Optional.empty();
  }
}
