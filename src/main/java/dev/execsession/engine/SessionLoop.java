package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.BlockRange;
import dev.execsession.contract.Contract;
import dev.execsession.contract.RunRequest;
import dev.execsession.contract.Turn;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Mode;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.store.EventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs a session's blocks in plan order, with gates and completion checks. */
record SessionLoop(
    RunRequest request,
    Contract contract,
    EventSink events,
    BlockRunner runner,
    Approve approve,
    Commit commit,
    Complete complete,
    SessionListener listener) {
  /** Returns why the session cannot continue; empty when every block in range is done. */
  Optional<Stop> run() {
    // A result that was waiting for a person before this run still needs approval, whatever the
    // mode.
    Set<String> waiting =
        events.state().blocks().stream()
            .filter(BlockState::awaitsPerson)
            .map(BlockState::id)
            .collect(Collectors.toSet());
    Optional<Stop> unfinished = recover();
    if (unfinished.isPresent()) {
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
      listener.beforeBlock();
      Optional<Stop> stop = bring(block, waiting.contains(block.id()));
      if (stop.isPresent()) {
        return stop;
      }
    }
    if (skipped) {
      return Optional.of(Stop.BLOCKED);
    }
    return events.state().blocks().stream().allMatch(BlockState::isDone)
        ? complete.run(events)
        : Optional.empty();
  }

  private Optional<Stop> recover() {
    for (BlockState block : events.state().blocks()) {
      Optional<Stop> stop = commit.recover(block, events).settle(events);
      if (stop.isPresent()) {
        return stop;
      }
    }
    return Optional.empty();
  }

  private List<BlockContract> inRange() {
    BlockRange range = request.range();
    List<BlockContract> blocks = new ArrayList<>();
    boolean inside = range.from() == null;
    for (BlockContract block : contract.blocks()) {
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
            .filter(id -> !isSettled(events.state().block(id)))
            .toList();
    if (open.isEmpty()) {
      return false;
    }
    listener.warned(
        Problem.warning(
            ProblemCode.RUN_RANGE,
            "block `"
                + block.id()
                + "` stays pending: it depends on "
                + String.join(", ", open.stream().map(id -> "`" + id + "`").toList())
                + ", which must be done first",
            null));
    return true;
  }

  /** Within an approval group a block may build on one that is not approved yet. */
  private static boolean isSettled(BlockState block) {
    return block.isDone() || block.isJudged();
  }

  private boolean isOverBudget(BlockContract block) {
    return state(block)
        .execution()
        .filter(last -> last.ending() == Fact.Execution.Ending.OVER_BUDGET)
        .isPresent();
  }

  private Optional<Stop> bring(BlockContract block, boolean needsPerson) {
    if (request.acceptOver() != null) {
      return runner.accept(block).or(() -> finish(List.of(block.id())));
    }
    runner.resumes(block).ifPresent(listener::remarked);
    Optional<Stop> stop = runner.advance(block);
    int retries = request.retries();
    while (true) {
      if (stop.isPresent() && stop.get() != Stop.BLOCKED) {
        return stop;
      }
      boolean good = stop.isEmpty();
      if (!good && retries-- > 0 && !isOverBudget(block)) {
        stop = runner.again(block, true);
        continue;
      }
      boolean settled = contract.mode() == Mode.AUTONOMOUS && !needsPerson;
      if (good && (settled || state(block).isApproved())) {
        return finish(List.of(block.id()));
      }
      if (good && !endsItsGroup(block)) {
        return Optional.empty();
      }
      Approve.Passage passage = approve.ask(block, good, events);
      if (passage instanceof Approve.Passage.Open open) {
        events.record(open.approval());
        return finish(open.blocks());
      } else if (passage instanceof Approve.Passage.Shut shut) {
        return shut.end().settle(events);
      } else if (passage instanceof Approve.Passage.Back back) {
        stop = runner.again(block, back.executes());
      }
    }
  }

  /** Completes accepted blocks in plan order; returns what stops the session. */
  private Optional<Stop> finish(List<String> ids) {
    for (String id : ids) {
      Optional<Stop> stop = commit.run(id, events.state(), events).settle(events);
      if (stop.isPresent()) {
        return stop;
      }
      events.record(new Event.Done(id));
    }
    return Optional.empty();
  }

  private boolean endsItsGroup(BlockContract block) {
    List<String> group = contract.groupOf(block.id());
    // An agent hands over one block, and its group may go on.
    List<BlockContract> blocks =
        request.turn() instanceof Turn.Finish ? contract.blocks() : inRange();
    List<String> range = blocks.stream().map(BlockContract::id).toList();
    List<String> rest = group.subList(group.indexOf(block.id()) + 1, group.size());
    return rest.stream().noneMatch(id -> range.contains(id) && !events.state().block(id).isDone());
  }

  private BlockState state(BlockContract block) {
    return events.state().block(block.id());
  }
}
