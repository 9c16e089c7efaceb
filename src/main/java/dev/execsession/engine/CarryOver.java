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
import dev.execsession.worktree.ScanFolder;
import dev.execsession.worktree.Worktree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Carries over work from an earlier session of the plan. Blocks that are done, unchanged and still
 * in place stay done, with all their evidence. Work that was not accepted, or was edited since, is
 * judged again under the new contract without running its executor. Only what is on record for a
 * block is its work: what others did since is not.
 */
record CarryOver(
    Contract contract,
    SessionFolder folder,
    Worktree worktree,
    Scans scans,
    EventSink events,
    SessionStore store,
    SessionStore.Stored previous) {

  void carry() {
    SessionState old = previous.state();
    old.blocks().forEach(block -> block.ownCommits().forEach(scans.history()::own));
    Observation then = scan(previous.folder(), old.lastObservation());
    Set<String> gone =
        new WorkThere(contract, worktree, new PriorWork(store, previous.folder()))
            .blocksGone(old, then, scans.history().current());
    for (BlockContract block : contract.blocks()) {
      old.blocks().stream()
          .filter(known -> known.id().equals(block.id()))
          // A block whose work is gone is pending, and its executor runs again.
          .filter(known -> !gone.contains(known.id()))
          .filter(known -> isOpen(events.state().block(block.id())))
          .findFirst()
          .ifPresent(known -> carry(block, known, then));
    }
    events.record(new Handover.CarriedOver(previous.folder().id()));
  }

  /** A block carried over before a crash is kept; a partly carried one is carried over again. */
  private static boolean isOpen(BlockState block) {
    return block.step() == Step.PENDING || block.step() == Step.INTENDED;
  }

  private static Observation scan(SessionFolder of, String name) {
    return Observation.readFrom(of.scan(name));
  }

  private void carry(BlockContract block, BlockState known, Observation then) {
    boolean sameDefinition = known.block().digest().equals(block.block().definitionDigest());
    if (!known.isDone()) {
      if (known.baseline().isPresent() && !known.isUndone()) {
        takeOver(block, origin(known), sameDefinition);
      }
    } else if (sameDefinition && stillHolds(block, known)) {
      if (isEdited(known, then)) {
        takeOver(block, origin(known), true);
      } else {
        carryDone(block, known);
      }
    }
  }

  /** Returns whether a done block's paths changed after the earlier session. */
  private boolean isEdited(BlockState known, Observation then) {
    Observation now = scans.history().current();
    return known.changes().stream().anyMatch(change -> now.differsAt(change.treePath(), then));
  }

  private SessionStore.Origin origin(BlockState known) {
    return store.origin(
        previous.folder(),
        previous.state(),
        known.id(),
        session -> PriorWork.deleted(known.id(), session));
  }

  private void carryDone(BlockContract block, BlockState known) {
    Handover.Evidence evidence = known.evidence();
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

  private String inPrevious(String log) {
    return elsewhere(previous.folder(), log);
  }

  /** Logs stay in the session that wrote them. */
  private static String elsewhere(SessionFolder session, String log) {
    return log.startsWith("../") ? log : "../" + session.id() + "/" + log;
  }

  /**
   * Returns whether the block is done under this contract: every change in scope, or kept by a
   * person, and checked by what it requires.
   */
  private static boolean stillHolds(BlockContract block, BlockState known) {
    return known.block().checks().equals(block.fact().checks())
        && (known.acceptedOver().isPresent()
            || known.changes().stream()
                .noneMatch(
                    change ->
                        block.scope().judge(change.treePath(), false).verdict().isViolation()));
  }

  /**
   * Takes the block's work over, so that it is judged by the amended contract. Its executor runs
   * again only if the block's definition changed or it had failed.
   */
  private void takeOver(BlockContract block, SessionStore.Origin origin, boolean sameDefinition) {
    BlockState known = origin.block();
    Observation before = scan(origin.folder(), known.baseline().orElseThrow());
    Optional<Observation> after = known.lastLook().map(name -> scan(origin.folder(), name));
    // Without a recorded end, everything since the start is the block's.
    String baseline = write(after.map(left -> without(before, left)).orElse(before));
    List<String> open = after.map(left -> open(block, origin, before, left)).orElse(List.of());
    folder.shareContentOf(origin.folder());
    events.record(
        new Handover.TakenOver(
            block.id(),
            origin.folder().id(),
            baseline,
            known.changes(),
            open.isEmpty() ? null : open,
            open.isEmpty() ? null : write(before)));
    known.adopted().ifPresent(work -> adopt(block, origin, after, work, baseline));
    if (sameDefinition && known.execution().filter(run -> run.failure() == null).isPresent()) {
      Fact.Execution execution =
          known
              .execution()
              .orElseThrow()
              .withoutEscalation()
              .withLog(log -> elsewhere(origin.folder(), log));
      events.record(
          new Event.Intended(
              block.id(), 1, execution.name(), known.block().command(), baseline, "", null, null));
      events.record(new Event.Exited(block.id(), 1, execution));
    }
  }

  private String write(Observation observation) {
    return new ScanFolder(folder.scans()).write(observation);
  }

  /** Work from before the earlier session is what an undo returns to here, too. */
  private void adopt(
      BlockContract block,
      SessionStore.Origin origin,
      Optional<Observation> after,
      Handover.Adopted work,
      String baseline) {
    Observation user = scan(origin.folder(), work.undoTo());
    String undoTo = write(after.map(left -> without(user, left)).orElse(user));
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
      BlockContract block, SessionStore.Origin origin, Observation before, Observation after) {
    if (origin.block().violations().isEmpty()) {
      return List.of();
    }
    List<String> now =
        scans
            .between(before, scans.history().current(), block.scope(), Actor.EXECUTOR)
            .violations();
    return scans.between(before, after, block.scope(), Actor.EXECUTOR).violations().stream()
        .filter(now::contains)
        .filter(said -> !origin.state().acceptedViolations().contains(said))
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
    return block.isDone()
        ? !change.isViolation() || block.acceptedOver().isPresent()
        : block.baseline().isPresent();
  }
}
