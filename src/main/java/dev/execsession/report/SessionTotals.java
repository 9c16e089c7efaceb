package dev.execsession.report;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Progress;
import dev.execsession.journal.SessionState;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts what a session did. */
record SessionTotals(SessionState state) {
  SessionReport.Totals count() {
    List<Fact.Change> changes = all(BlockState::changes).toList();
    List<Fact.Check> checks =
        Stream.concat(all(BlockState::checks), state.completionChecks().stream()).toList();
    int passed = (int) checks.stream().filter(Fact.Check::passed).count();
    return new SessionReport.Totals(
        blocks(Progress.DONE),
        blocks(Progress.BLOCKED),
        blocks(Progress.PENDING),
        (int) changes.stream().map(Fact.Change::key).distinct().count(),
        sum(changes, Fact.Change::insertions),
        sum(changes, Fact.Change::deletions),
        passed,
        checks.size() - passed,
        (int) all(BlockState::commits).map(Fact.Commit::id).distinct().count(),
        (int) all(BlockState::approvals).count(),
        // The clock may have been set back.
        Math.max(0, Duration.between(state.startedAt(), state.lastAt()).toMillis()));
  }

  private int blocks(Progress status) {
    return (int) state.blocks().stream().filter(block -> block.step().status() == status).count();
  }

  private <T> Stream<T> all(Function<BlockState, List<T>> part) {
    return state.blocks().stream().flatMap(block -> part.apply(block).stream());
  }

  private static int sum(
      List<Fact.Change> changes, Function<Fact.Change, @Nullable Integer> number) {
    int sum = 0;
    for (Fact.Change change : changes) {
      Integer lines = number.apply(change);
      sum += lines == null ? 0 : lines;
    }
    return sum;
  }
}
