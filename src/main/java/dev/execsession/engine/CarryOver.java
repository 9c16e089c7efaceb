package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.journal.Actor;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Handover;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.scan.Scans;
import dev.execsession.store.EventSink;
import dev.execsession.store.SessionFolder;
import dev.execsession.store.SessionStore;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.FileChange;
import dev.execsession.worktree.Observation;
import java.util.List;
import java.util.Optional;

/**
 * Carries over work from an earlier session of the plan. Blocks that are done, unchanged and still
 * in place stay done, with all their evidence. Work that was not accepted, or was edited since, is
 * judged again under the new contract without running its executor. Only what is on record for a
 * block is its work: what others did since is not.
 */
record CarryOver(
    Contract contract,
    SessionFolder folder,
    Scans scans,
    EventSink events,
    SessionStore.Stored previous) {

  void carry() {
    SessionState old = previous.state();
    old.blocks().forEach(block -> block.ownCommits().forEach(scans.history()::own));
    Observation then = earlier(old.lastObservation());
    for (BlockContract block : contract.blocks()) {
      old.blocks().stream()
          .filter(known -> known.id().equals(block.id()))
          .findFirst()
          .filter(known -> isOpen(events.state().block(block.id())))
          .ifPresent(known -> carry(block, known, then));
    }
    events.record(new Handover.CarriedOver(previous.folder().id()));
  }

  /** A block carried over before a crash is kept; a partly carried one is carried over again. */
  private static boolean isOpen(BlockState block) {
    return block.step() == Step.PENDING || block.step() == Step.INTENDED;
  }

  private Observation earlier(String scan) {
    return Observation.readFrom(previous.folder().scan(scan));
  }

  private void carry(BlockContract block, BlockState known, Observation then) {
    boolean sameDefinition = known.block().digest().equals(block.block().definitionDigest());
    if (!known.isDone()) {
      if (known.baseline().isPresent() && !known.isUndone()) {
        takeOver(block, known, sameDefinition);
      }
    } else if (sameDefinition && stillHolds(block, known)) {
      switch (fate(known, then)) {
        case UNCHANGED -> carryDone(block, known);
        case EDITED -> takeOver(block, known, true);
        case GONE -> {
          // The block is pending, and its executor runs again.
        }
      }
    }
  }

  private enum Fate {
    UNCHANGED,
    EDITED,
    GONE
  }

  /** Returns what happened to a done block's work after the earlier session. */
  private Fate fate(BlockState known, Observation then) {
    Observation now = scans.history().current();
    Optional<Observation> before = known.baseline().map(this::earlier);
    Fate fate = Fate.UNCHANGED;
    for (Fact.Change change : known.changes()) {
      TreePath path = TreePath.of(change.path());
      if (!now.differsAt(path, then)) {
        continue;
      }
      boolean gone =
          before.map(start -> !now.differsAt(path, start)).orElse(!now.has(path) && then.has(path));
      if (gone) {
        return Fate.GONE;
      }
      // A block that an even earlier session did is not judged again.
      fate = before.isPresent() ? Fate.EDITED : fate;
    }
    return fate;
  }

  private void carryDone(BlockContract block, BlockState known) {
    Fact.Evidence evidence = known.evidence();
    events.record(
        new Handover.Carried(
            block.id(),
            previous.folder().id(),
            known.changes(),
            known.commits().stream().map(Fact.Commit::id).toList(),
            known.checks().stream().map(check -> check.withLog(this::inPrevious)).toList(),
            known.isConfined(),
            evidence.withLog(this::inPrevious)));
  }

  /** Logs stay in the session that wrote them. */
  private String inPrevious(String log) {
    return log.startsWith("../") ? log : "../" + previous.folder().id() + "/" + log;
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
   * Takes the block's work over, so that it is judged by the amended contract. Its executor runs
   * again only if the block's definition changed or it had failed.
   */
  private void takeOver(BlockContract block, BlockState known, boolean sameDefinition) {
    Observation before = earlier(known.baseline().orElseThrow());
    Optional<Observation> after = known.lastLook().map(this::earlier);
    String baseline = folder.nextScan();
    // Without a recorded end, everything since the start is the block's.
    after.map(left -> without(before, left)).orElse(before).writeTo(folder.scan(baseline));
    List<String> open = after.map(left -> open(block, known, before, left)).orElse(List.of());
    String start = null;
    if (!open.isEmpty()) {
      start = folder.nextScan();
      before.writeTo(folder.scan(start));
    }
    folder.shareContentOf(previous.folder());
    events.record(
        new Handover.TakenOver(
            block.id(),
            previous.folder().id(),
            baseline,
            known.changes(),
            open.isEmpty() ? null : open,
            start));
    known.adopted().ifPresent(work -> adopt(block, known, work, baseline));
    if (sameDefinition && known.execution().filter(run -> run.failure() == null).isPresent()) {
      Fact.Execution execution = known.execution().orElseThrow().withoutEscalation();
      events.record(
          new Event.Intended(
              block.id(), 1, execution.name(), known.block().command(), baseline, "", null, null));
      events.record(new Event.Exited(block.id(), 1, execution.withLog(this::inPrevious)));
    }
  }

  /** Work from before the earlier session is what an undo returns to here, too. */
  private void adopt(
      BlockContract block, BlockState known, Handover.Adopted work, String baseline) {
    Observation user = earlier(work.undoTo());
    String undoTo = folder.nextScan();
    known
        .lastLook()
        .map(this::earlier)
        .map(left -> without(user, left))
        .orElse(user)
        .writeTo(folder.scan(undoTo));
    events.record(new Handover.Adopted(block.id(), work.paths(), baseline, undoTo, work.by()));
  }

  /** Returns the tree as it is now, without what the block changed between two scans. */
  private Observation without(Observation before, Observation after) {
    List<TreePath> paths =
        scans.history().between(before, after).delta().files().stream()
            .map(FileChange::path)
            .filter(path -> !path.equals(TreePath.of(contract.planPath())))
            .toList();
    return scans.history().current().withPathsOf(before, paths);
  }

  /** Returns the block's findings about history and references that are still to be seen. */
  private List<String> open(
      BlockContract block, BlockState known, Observation before, Observation after) {
    if (known.violations().isEmpty()) {
      return List.of();
    }
    List<String> now =
        scans
            .between(before, scans.history().current(), block.scope(), Actor.EXECUTOR)
            .violations();
    return scans.between(before, after, block.scope(), Actor.EXECUTOR).violations().stream()
        .filter(now::contains)
        .filter(said -> !previous.state().acceptedViolations().contains(said))
        .toList();
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
