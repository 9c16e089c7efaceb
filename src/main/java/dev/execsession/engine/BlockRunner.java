package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.problem.Stop;
import dev.execsession.store.EventSink;
import java.util.List;
import java.util.Optional;

/**
 * Brings one block from wherever the journal says it is to work that may be accepted. The table of
 * its ways is all that it knows.
 */
record BlockRunner(Stages stages, EventSink events) {

  /** The steps of a block. */
  record Stages(
      Stage settle,
      Stage recover,
      Stage execute,
      Stage measure,
      Stage recheck,
      Stage judge,
      Stage check,
      Stage ask) {
    /** Returns the way from where a block is. */
    List<Stage> from(BlockState block) {
      return switch (block.step()) {
        case PENDING -> List.of(settle, execute, measure, judge, check, ask);
        case INTENDED, STARTED -> List.of(recover, measure, judge, check, ask);
        case EXITED -> List.of(measure, judge, check, ask);
        // Whatever changed while nobody ran is not the checks' doing.
        case MEASURED -> again(false);
        case JUDGED -> List.of(settle);
        case DONE -> List.of();
        case BLOCKED, ESCALATED -> again(executorFailed(block));
      };
    }

    /** Returns the way of a block that is taken up once more, with its executor or without. */
    List<Stage> again(boolean executes) {
      return executes
          ? List.of(execute, measure, judge, check, ask)
          : List.of(recheck, judge, check, ask);
    }

    private static boolean executorFailed(BlockState block) {
      return block.step() == Step.BLOCKED
          && (block.isUndone()
              || block.execution().map(run -> run.failure() != null).orElse(true)
              || block.changes().isEmpty());
    }
  }

  /** Takes the block up where the journal left it; returns why its work cannot be accepted. */
  Optional<Stop> advance(BlockContract block) {
    return follow(stages.from(events.state().block(block.id())), block);
  }

  /** Runs the executor, or else the checks alone, once more on the tree as it is. */
  Optional<Stop> again(BlockContract block, boolean executes) {
    return follow(stages.again(executes), block);
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
