package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.drift.DriftFinding;
import dev.execsession.journal.Actor;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Outcome;
import dev.execsession.journal.Step;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.scan.Assessment;
import dev.execsession.scan.ResultDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Brings one block from wherever the journal says it is to a judgement: good, bad, escalated, or a
 * question for a person. Every step is recorded before the next one acts.
 */
final class BlockRunner {
  /** Where a block ended up. */
  enum Result {
    GOOD,
    BAD,
    ESCALATED,
    PAUSED
  }

  private static final int MOST_EVIDENCE = 200;

  private final Session session;
  private final Executions executions;
  private final Checks checks;
  private final Questions questions;
  private final Drift drift;
  private final Between between;

  BlockRunner(
      Session session,
      Executions executions,
      Checks checks,
      Questions questions,
      Drift drift,
      Between between) {
    this.session = session;
    this.executions = executions;
    this.checks = checks;
    this.questions = questions;
    this.drift = drift;
    this.between = between;
  }

  /** Runs the block's executor, or takes up its work where the journal left it, and verifies it. */
  Result advance(BlockContract block) {
    return switch (state(block).step()) {
      case PENDING -> whenSettled(block, () -> execute(block));
      case INTENDED, STARTED -> resumeUnknown(block);
      case EXITED -> measure(block);
      // Whatever changed while nobody ran is not the checks' doing.
      case MEASURED -> recheck(block);
      case JUDGED -> whenSettled(block, () -> Result.GOOD);
      case DONE -> Result.GOOD;
      case BLOCKED, ESCALATED -> rework(block);
    };
  }

  private Result whenSettled(BlockContract block, Supplier<Result> work) {
    Stop unsettled = between.settle(block.scope(), "block `" + block.id() + "`");
    return unsettled == null ? work.get() : result(unsettled);
  }

  private static Result result(Stop stop) {
    return stop == Stop.ESCALATED ? Result.ESCALATED : Result.PAUSED;
  }

  /** Runs the executor once more on the tree as it is, whatever came of it before. */
  Result again(BlockContract block) {
    return execute(block);
  }

  /** Runs the checks again on the tree as it is, without the executor. */
  Result recheck(BlockContract block) {
    session.record(new Event.Rechecking(block.id()));
    Assessment step = session.scans().look(block.scope(), Actor.BETWEEN);
    Assessment left = step.stillIn(whole(block));
    session.record(left.measured(block.id(), Actor.BETWEEN));
    if (left.violates()) {
      Stop unsettled = between.accept(left, "block `" + block.id() + "` goes on");
      if (unsettled != null) {
        return result(unsettled);
      }
    }
    return judgeWhole(block, whole(block));
  }

  private Result rework(BlockContract block) {
    BlockState state = state(block);
    boolean executorFailed =
        state.step() == Step.BLOCKED
            && (state.isUndone()
                || state.execution().map(run -> run.failure() != null).orElse(true)
                || state.changes().isEmpty());
    if (!executorFailed) {
      return recheck(block);
    }
    return execute(block);
  }

  private Result execute(BlockContract block) {
    String baseline = state(block).baseline().orElse(session.scans().history().currentName());
    session.keepContent();
    return executions.run(block, baseline) ? measure(block) : Result.PAUSED;
  }

  /** A process of ours died between starting the executor and recording its end. */
  private Result resumeUnknown(BlockContract block) {
    BlockState state = state(block);
    if (state.step() == Step.INTENDED
        && session.scans().history().peek(state.baseline().orElseThrow()).delta().isEmpty()) {
      return execute(block);
    }
    if (state.block().executor().equals("manual")) {
      return execute(block);
    }
    Assessment survey =
        session.scans().peek(state.baseline().orElseThrow(), block.scope(), Actor.EXECUTOR);
    Gate.Choice choice = askUnknown(state, survey);
    return switch (choice) {
      case KEEP -> {
        session.record(
            new Event.Exited(block.id(), state.attempts(), Executions.unrecorded(state)));
        yield measure(block);
      }
      case AGAIN -> {
        try {
          session.undo().undo(block.id(), Set.of());
        } catch (StopException e) {
          e.problems().forEach(session.listener()::warned);
          session.pause(
              block.id(),
              "block `" + block.id() + "` could not be undone; keep its work, or mend that first",
              session.contract().stepwiseCommand());
          yield Result.PAUSED;
        }
        yield execute(block);
      }
      default -> {
        session.pause(
            block.id(),
            "block `"
                + block.id()
                + "` was interrupted while its executor ran: keep its work, or run it again?",
            session.contract().stepwiseCommand());
        yield Result.PAUSED;
      }
    };
  }

  private Gate.Choice askUnknown(BlockState state, Assessment survey) {
    if (!session.canAsk()) {
      return Gate.Choice.STOP;
    }
    try {
      return session.gate().unknown(state, survey.changes()).choice();
    } catch (NoAnswerException e) {
      return Gate.Choice.STOP;
    }
  }

  private Result measure(BlockContract block) {
    Assessment survey = session.scans().look(block.scope(), Actor.EXECUTOR);
    session.record(survey.measured(block.id(), Actor.EXECUTOR));
    return afterLook(block, survey);
  }

  private Result afterLook(BlockContract block, Assessment step) {
    Assessment whole = whole(block);
    if (whole.violates() || step.violates()) {
      return escalateScope(block, whole.plus(step));
    }
    return judgeWhole(block, whole);
  }

  private Result judgeWhole(BlockContract block, Assessment whole) {
    if (whole.violates()) {
      return escalateScope(block, whole);
    }
    List<DriftFinding> drifted = drift.inspect(block, whole);
    if (!drifted.isEmpty()) {
      return escalate(block, whole, Escalations.drift(block.id(), drifted));
    }
    return judgeExecution(block, whole);
  }

  /** An edited contract is the graver drift: it is named first, with what differs in it. */
  private Result escalateScope(BlockContract block, Assessment survey) {
    Fact.Escalation scope =
        Escalations.scope(
            block.id(),
            survey,
            session
                .contents()
                .diff(
                    session.scans().history().since(state(block).baseline().orElseThrow()),
                    block.scope())
                .lines()
                .limit(MOST_EVIDENCE)
                .toList());
    boolean planTouched =
        survey.changes().stream()
            .anyMatch(change -> change.path().equals(session.contract().planPath()));
    List<DriftFinding> objective = planTouched ? drift.objective() : List.of();
    return escalate(
        block,
        survey,
        objective.isEmpty() ? scope : Escalations.objective(block.id(), objective, scope));
  }

  private Result escalate(BlockContract block, Assessment survey, Fact.Escalation escalation) {
    session.record(judged(block, Outcome.BAD, List.of(escalation.detail()), survey, List.of()));
    session.escalate(escalation);
    return Result.ESCALATED;
  }

  private Result judgeExecution(BlockContract block, Assessment whole) {
    Fact.Execution execution = state(block).execution().orElseThrow();
    if (execution.escalateReason() != null) {
      return escalate(
          block,
          whole,
          Escalations.asked(
              block.id(),
              execution.escalateReason(),
              execution.escalateDetail() == null
                  ? "the executor asked"
                  : execution.escalateDetail(),
              whole.changes()));
    }
    List<String> reasons = new ArrayList<>();
    if (execution.failure() != null) {
      reasons.add(execution.failure());
    } else if (whole.changes().isEmpty() && !block.block().expectNoChanges()) {
      reasons.add("no effect: the executor ended well and changed nothing in scope");
    } else if (!whole.changes().isEmpty() && block.block().expectNoChanges()) {
      reasons.add("the block expects no changes and " + whole.changes().size() + " were made");
    }
    return reasons.isEmpty() ? verify(block) : bad(block, whole, reasons);
  }

  private Result verify(BlockContract block) {
    List<String> reasons = new ArrayList<>(checks.run(block, whole(block)));
    Assessment step = session.scans().look(block.scope(), Actor.CHECK);
    if (!step.isQuiet() || !step.sideEffects().isEmpty()) {
      session.record(step.measured(block.id(), Actor.CHECK));
    }
    Assessment whole = whole(block);
    if (whole.violates() || step.violates()) {
      return escalateScope(block, whole.plus(step));
    }
    if (!reasons.isEmpty()) {
      return bad(block, whole, reasons);
    }
    Questions.Answers answers = questions.ask(block, whole);
    if (!answers.reasons().isEmpty()) {
      return bad(block, whole, answers.reasons());
    }
    if (answers.paused()) {
      session.pause(block.id(), answers.question(), session.resumeCommand());
      return Result.PAUSED;
    }
    Event good = judged(block, Outcome.GOOD, List.of(), whole, answers.risks());
    if (session.isAutonomous() && !session.request().commits()) {
      // Nobody is asked and nothing is committed before it is done.
      session.recordAhead(good);
    } else {
      session.record(good);
    }
    return Result.GOOD;
  }

  private Result bad(BlockContract block, Assessment whole, List<String> reasons) {
    session.record(judged(block, Outcome.BAD, reasons, whole, Questions.flaggedIncludes(whole)));
    session.record(new Event.Blocked(block.id(), reasons));
    return Result.BAD;
  }

  private Event judged(
      BlockContract block,
      Outcome outcome,
      List<String> reasons,
      Assessment whole,
      List<String> risks) {
    return new Event.Judged(
        block.id(),
        outcome,
        reasons,
        whole.changes(),
        risks,
        ResultDigest.of(session.contract().digest(), block.id(), whole.delta().files()));
  }

  /**
   * Everything that differs from the block's baseline, less what a person took as their own. Checks
   * and people are on record with what they changed; the rest is the executor's.
   */
  private Assessment whole(BlockContract block) {
    BlockState state = state(block);
    Map<String, Actor> by = new LinkedHashMap<>();
    state.changes().forEach(change -> by.put(change.path(), change.by()));
    Assessment all =
        session
            .scans()
            .since(
                state.baseline().orElseThrow(),
                block.scope(),
                path -> by.getOrDefault(path, Actor.EXECUTOR));
    return all.lessAccepted(session.state());
  }

  private BlockState state(BlockContract block) {
    return session.state().block(block.id());
  }
}
