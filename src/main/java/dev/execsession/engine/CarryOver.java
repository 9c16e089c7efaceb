package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.scan.ScanHistory;
import dev.execsession.store.EventSink;
import dev.execsession.store.SessionFolder;
import dev.execsession.store.SessionStore;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.FileChange;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.Worktree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Carries over work from an earlier session of the plan: blocks that are done, unchanged and still
 * in place stay done; work that was never accepted is judged again under the new contract, without
 * running its executor a second time.
 */
record CarryOver(
    Contract contract,
    SessionFolder folder,
    Worktree worktree,
    ScanHistory history,
    EventSink events,
    SessionStore.Stored previous) {

  void carry() {
    SessionState old = previous.state();
    Observation then = Observation.readFrom(previous.folder().scan(old.lastObservation()));
    Set<String> changedSince =
        worktree.delta(then, history.current()).files().stream()
            .map(FileChange::path)
            .map(TreePath::text)
            .collect(Collectors.toCollection(HashSet::new));
    for (BlockContract block : contract.blocks()) {
      old.blocks().stream()
          .filter(known -> known.id().equals(block.id()))
          .findFirst()
          .filter(known -> isOpen(events.state().block(block.id())))
          .ifPresent(known -> carry(block, known, changedSince));
    }
    events.record(new Event.CarriedOver(previous.folder().id()));
  }

  /** A block carried over before a crash is kept; a partly carried one is carried over again. */
  private static boolean isOpen(BlockState block) {
    return block.step() == Step.PENDING || block.step() == Step.INTENDED;
  }

  private void carry(BlockContract block, BlockState known, Set<String> changedSince) {
    boolean sameDefinition = known.block().digest().equals(block.block().definitionDigest());
    boolean stillThere =
        known.changes().stream().noneMatch(change -> changedSince.contains(change.path()));
    if (known.isDone()) {
      if (sameDefinition && stillThere && stillHolds(block, known)) {
        events.record(
            new Event.Carried(
                block.id(),
                previous.folder().id(),
                known.changes(),
                known.commits().stream().map(Fact.Commit::id).toList(),
                known.checks().stream().map(check -> check.withLog(this::inPrevious)).toList(),
                known.isConfined()));
      }
    } else if (known.baseline().isPresent() && !known.isUndone()) {
      takeOver(block, known, sameDefinition);
    }
  }

  /** Logs stay in the session that wrote them. */
  private String inPrevious(String log) {
    return "../" + previous.folder().id() + "/" + log;
  }

  /**
   * Returns whether the block is done under this contract: every change in scope, and checked by
   * what it requires.
   */
  private static boolean stillHolds(BlockContract block, BlockState known) {
    return known.block().checks().equals(block.fact().checks())
        && known.changes().stream()
            .noneMatch(
                change ->
                    block.scope().judge(TreePath.of(change.path()), false).verdict().isViolation());
  }

  /**
   * Carries over the block's baseline, so that all its changes are judged by the amended contract.
   * Its executor runs again only if the block's definition changed or it had failed.
   */
  private void takeOver(BlockContract block, BlockState known, boolean sameDefinition) {
    String name = folder.nextScan();
    Observation.readFrom(previous.folder().scan(known.baseline().orElseThrow()))
        .writeTo(folder.scan(name));
    folder.shareContentOf(previous.folder());
    events.record(new Event.TakenOver(block.id(), previous.folder().id(), name));
    if (sameDefinition && known.execution().filter(run -> run.failure() == null).isPresent()) {
      Fact.Execution execution = known.execution().orElseThrow().withoutEscalation();
      events.record(
          new Event.Intended(
              block.id(), 1, execution.name(), known.block().command(), name, "", null, null));
      events.record(new Event.Exited(block.id(), 1, execution));
    }
  }

  /**
   * Returns the paths changed by the earlier session's blocks that the plan still has. They are
   * carried over or judged again, so they do not count as uncommitted changes of others.
   */
  static List<String> knownPaths(SessionState state, Contract contract) {
    return state.blocks().stream()
        .filter(block -> contract.block(block.id()).isPresent())
        .flatMap(block -> block.changes().stream().filter(change -> isAccounted(block, change)))
        .map(Fact.Change::path)
        .toList();
  }

  private static boolean isAccounted(BlockState block, Fact.Change change) {
    return block.isDone() ? !change.isViolation() : block.baseline().isPresent();
  }
}
