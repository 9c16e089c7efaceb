package dev.execsession.engine;

import dev.execsession.contract.Approvals;
import dev.execsession.contract.BlockContract;
import dev.execsession.contract.BlockRange;
import dev.execsession.journal.Actor;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.EscalationReason;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Step;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.scan.Assessment;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes a session through its blocks in plan order, through the gates and the completion checks.
 */
final class SessionLoop {
  private final Session session;
  // What a person was asked about before this run still needs that person's yes, whatever the mode.
  private final Set<String> waiting;
  private final BlockRunner runner;
  private final Checks checks;
  private final Between between;
  private final BlockCommits commits;

  SessionLoop(Session session, Clock clock) {
    this.session = session;
    this.commits = new BlockCommits(session, clock);
    this.waiting =
        session.state().blocks().stream()
            .filter(BlockState::awaitsPerson)
            .map(BlockState::id)
            .collect(Collectors.toSet());
    Children children = new Children(session);
    Policies policies = new Policies(session.contract().config());
    this.checks = new Checks(session, children, policies);
    Drift drift = new Drift(session);
    this.between = new Between(session, drift);
    this.runner =
        new BlockRunner(
            session,
            new Executions(session, children),
            checks,
            new Questions(session, policies),
            drift,
            between);
  }

  /** Gives why the session cannot go on, or nothing when every block in range is done. */
  @Nullable Stop run() {
    Stop unfinished = commits.recover();
    if (unfinished != null) {
      return unfinished;
    }
    boolean skipped = false;
    for (BlockContract block : inRange()) {
      if (state(block).isDone()) {
        continue;
      }
      if (waitsForAnother(block)) {
        skipped = true;
        continue;
      }
      session.listener().beforeBlock();
      Stop stop = bring(block);
      if (stop != null) {
        return stop;
      }
    }
    if (skipped) {
      return Stop.BLOCKED;
    }
    return session.state().blocks().stream().allMatch(BlockState::isDone) ? complete() : null;
  }

  private List<BlockContract> inRange() {
    BlockRange range = session.request().range();
    List<BlockContract> blocks = new ArrayList<>();
    boolean inside = range.from() == null;
    for (BlockContract block : session.contract().blocks()) {
      inside |= block.id().equals(range.from());
      if (inside && (range.only() == null || block.id().equals(range.only()))) {
        blocks.add(block);
      }
      if (block.id().equals(range.until())) {
        break;
      }
    }
    return blocks;
  }

  private boolean waitsForAnother(BlockContract block) {
    List<String> open =
        state(block).block().dependsOn().stream()
            .filter(id -> !isSettled(session.state(id)))
            .toList();
    if (open.isEmpty()) {
      return false;
    }
    session
        .listener()
        .warned(
            Problem.warning(
                ProblemCode.RUN_RANGE,
                "block `"
                    + block.id()
                    + "` stays pending: it depends on "
                    + String.join(", ", open.stream().map(id -> "`" + id + "`").toList())
                    + ", not done yet",
                null));
    return true;
  }

  /** Within an approved group a block may build on one whose approval is still to come. */
  private static boolean isSettled(BlockState block) {
    return block.isDone() || block.step() == Step.JUDGED;
  }

  private @Nullable Stop bring(BlockContract block) {
    BlockRunner.Result result = runner.advance(block);
    int retries = session.request().retries();
    while (true) {
      switch (result) {
        case ESCALATED -> {
          return Stop.ESCALATED;
        }
        case PAUSED -> {
          return Stop.PAUSED;
        }
        case BAD -> {
          if (retries-- > 0) {
            result = runner.again(block);
            continue;
          }
        }
        case GOOD -> {
          boolean settled = session.isAutonomous() && !waiting.contains(block.id());
          if (settled || state(block).isApproved()) {
            return finish(List.of(block.id()));
          }
          if (!endsItsGroup(block)) {
            return null;
          }
        }
      }
      Decision decision = gate(block, result == BlockRunner.Result.GOOD);
      if (decision.redo() == null) {
        return decision.stop();
      }
      result = decision.redo();
    }
  }

  /**
   * What came of a gate: a reason to stop, another judgement of the block, or neither: it is done.
   */
  private record Decision(@Nullable Stop stop, BlockRunner.@Nullable Result redo) {
    static Decision stopped(Stop stop) {
      return new Decision(stop, null);
    }

    static Decision redone(BlockRunner.Result result) {
      return new Decision(null, result);
    }
  }

  private Decision gate(BlockContract block, boolean good) {
    List<BlockState> waiting = good ? waitingWith(block) : List.of(state(block));
    List<String> ids = waiting.stream().map(BlockState::id).toList();
    if (good
        && session.request().approve().stream()
            .anyMatch(word -> Approvals.covers(word, ids, session.contract()))) {
      return approve(ids, Event.Approved.Via.OPTION);
    }
    if (!session.canAsk()) {
      return good ? waitForApproval(ids) : Decision.stopped(Stop.BLOCKED);
    }
    try {
      while (true) {
        Gate.Answer answer = session.gate().afterBlocks(waiting, context(waiting, good));
        switch (answer.choice()) {
          case NOTE ->
              session.record(
                  new Event.Noted(
                      block.id(), String.valueOf(answer.text()), session.request().by()));
          case CONTINUE -> {
            return approve(ids, Event.Approved.Via.PROMPT);
          }
          case RECHECK -> {
            return Decision.redone(runner.recheck(block));
          }
          case AGAIN -> {
            return Decision.redone(runner.again(block));
          }
          case UNDO -> {
            if (undo(ids)) {
              return Decision.stopped(Stop.PAUSED);
            }
          }
          case ESCALATE -> {
            session.escalate(
                Escalations.asked(
                    block.id(),
                    EscalationReason.PERSON,
                    String.valueOf(answer.text()),
                    state(block).changes()));
            return Decision.stopped(Stop.ESCALATED);
          }
          default -> {
            return good ? waitForApproval(ids) : Decision.stopped(Stop.BLOCKED);
          }
        }
      }
    } catch (NoAnswerException e) {
      return good ? waitForApproval(ids) : Decision.stopped(Stop.BLOCKED);
    }
  }

  /** Undoes the blocks, the last one first; gives whether the gate's question is settled by it. */
  private boolean undo(List<String> ids) {
    boolean undone = false;
    for (int i = ids.size() - 1; i >= 0; i--) {
      try {
        session.undo().undo(ids.get(i), Set.of());
        undone = true;
      } catch (StopException e) {
        if (e.stop() == Stop.UNVERIFIABLE) {
          throw e;
        }
        e.problems().forEach(session.listener()::warned);
        return undone;
      }
    }
    return undone;
  }

  private Decision approve(List<String> ids, Event.Approved.Via via) {
    String digest = session.state(ids.get(ids.size() - 1)).digest().orElse("");
    session.record(new Event.Approved(ids, session.request().by(), digest, via));
    return new Decision(finish(ids), null);
  }

  /** Settles blocks whose result was accepted, in plan order; gives what stops the session. */
  private @Nullable Stop finish(List<String> ids) {
    for (String id : ids) {
      Stop stop = commits.commit(id);
      if (stop != null) {
        return stop;
      }
      session.record(new Event.Done(id));
    }
    return null;
  }

  private Decision waitForApproval(List<String> ids) {
    String last = ids.get(ids.size() - 1);
    session.pause(
        last,
        "approve " + (ids.size() == 1 ? "block " : "blocks ") + String.join(", ", ids) + "?",
        session.resumeCommand() + " --approve " + last);
    return Decision.stopped(Stop.PAUSED);
  }

  private GateContext context(List<BlockState> waiting, boolean good) {
    List<Path> logs = new ArrayList<>();
    for (BlockState block : waiting) {
      block
          .execution()
          .map(Fact.Execution::log)
          .ifPresent(log -> logs.add(session.folder().path().resolve(log)));
      block.checks().stream()
          .map(Fact.Check::log)
          .filter(log -> log != null)
          .forEach(log -> logs.add(session.folder().path().resolve(log)));
    }
    List<String> guards = session.state().locked().guards();
    return new GateContext(good, guards, () -> diff(waiting), logs);
  }

  private String diff(List<BlockState> blocks) {
    BlockState first = blocks.get(0);
    return first
        .baseline()
        .map(
            look ->
                session
                    .contents()
                    .diff(session.scans().history().since(look), session.contract().scope()))
        .orElse("");
  }

  private List<BlockState> waitingWith(BlockContract block) {
    return session.contract().groupOf(block.id()).stream()
        .map(session::state)
        .filter(state -> state.step() == Step.JUDGED)
        .toList();
  }

  private boolean endsItsGroup(BlockContract block) {
    List<String> group = session.contract().groupOf(block.id());
    List<String> range = inRange().stream().map(BlockContract::id).toList();
    List<String> rest = group.subList(group.indexOf(block.id()) + 1, group.size());
    return rest.stream().noneMatch(id -> range.contains(id) && !session.state(id).isDone());
  }

  private @Nullable Stop complete() {
    if (!session.contract().completionChecks().isEmpty()) {
      Stop early = between.settle(session.contract().scope(), "the completion checks");
      if (early != null) {
        return early;
      }
      session.record(new Event.Rechecking(null));
      List<String> reasons = checks.runCompletion();
      Assessment step = session.scans().look(session.contract().scope(), Actor.CHECK);
      session.record(step.measured(null, Actor.CHECK));
      if (step.violates()) {
        session.escalate(Escalations.scope(null, step, List.of()));
        return Stop.ESCALATED;
      }
      if (!reasons.isEmpty()) {
        session.record(new Event.Blocked(null, reasons));
        return Stop.BLOCKED;
      }
    }
    Stop unsettled = between.settle(session.contract().scope(), "the report");
    if (unsettled != null) {
      return unsettled;
    }
    session.record(new Event.Completed(session.scans().history().head(), null));
    return null;
  }

  private BlockState state(BlockContract block) {
    return session.state(block.id());
  }
}
