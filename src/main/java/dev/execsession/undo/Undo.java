package dev.execsession.undo;

import dev.execsession.file.ContentId;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Reversal;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.UndoneWork;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.EventSink;
import dev.execsession.store.KeptGit;
import dev.execsession.store.SessionFolder;
import dev.execsession.store.SessionStore;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.ContentPolicy;
import dev.execsession.worktree.ContentStore;
import dev.execsession.worktree.FileChange;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.Restoration;
import dev.execsession.worktree.ScanFolder;
import dev.execsession.worktree.Snapshot;
import dev.execsession.worktree.Worktree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Undoes the changes of one block to the worktree's files, or redoes them: completely, or not at
 * all when a path was changed since. Replaced content is kept first; the user's index, stash, HEAD
 * and refs are unchanged.
 */
public record Undo(
    Worktree worktree,
    SessionStore store,
    SessionFolder folder,
    EventSink recorder,
    Consumer<Problem> warnings) {

  /** Asks for a last yes. */
  public interface Consent {
    /** Goes on without a question. */
    Consent GIVEN = plan -> true;

    /** Returns whether to apply what was planned; nothing has changed yet. */
    boolean isGiven(Restoration plan);
  }

  /**
   * The restoration of one scan from another.
   *
   * @param before the wanted state
   * @param after the state that may be replaced
   * @param content has the content of the wanted state
   * @param interrupted whether an earlier run started it
   * @param handling what to do with each changed path
   */
  private record Reverting(
      Observation before,
      Observation after,
      ContentStore content,
      ContentPolicy policy,
      boolean interrupted,
      Function<FileChange, Restoration.Handling> handling) {
    Reverting restarted() {
      return new Reverting(before, after, content, policy, false, handling);
    }
  }

  /** Undoes a block whose undo was confirmed. */
  public SessionState undo(String id) {
    return undo(id, List.of(), Consent.GIVEN);
  }

  /**
   * Undoes a block.
   *
   * @param leave paths to leave unchanged: as displayed, folders, or patterns
   * @throws StopException REFUSED when there is nothing to undo (UNDO-002); PAUSED when a path
   *     cannot be restored, or consent is denied, and nothing was changed; UNVERIFIABLE when it
   *     could not be completed (UNDO-004)
   */
  public SessionState undo(String id, List<String> leave, Consent consent) {
    UndoOrigin origin = UndoOrigin.of(id, recorder.state(), folder, store);
    SessionState state = recorder.state();
    LeaveRules rules = new LeaveRules(leave);
    Observation before =
        Observation.readFrom(origin.folder().scan(origin.block().undoTo().orElseThrow()));
    Observation last = last();
    Observation left =
        origin
            .block()
            .lastLook()
            .map(scan -> Observation.readFrom(origin.folder().scan(scan)))
            .orElse(null);
    ContentPolicy policy =
        new UndoPolicy(state.locked().plan(), List.of(before, left == null ? last : left));
    Observation now = worktree.observe(last, policy);
    // Without a recorded end of the executor, all changes until now are the block's.
    Observation after = left == null ? now : left;
    BlockRecord record =
        new BlockRecord(
            TreePath.of(state.locked().plan()),
            origin.touched(),
            origin.hasNoEnd(),
            origin.editedSince(worktree),
            rules);
    Reverting reversal =
        new Reverting(
            before,
            after,
            worktree.store(origin.folder().content()),
            policy,
            state.block(id).isBeingUndone(),
            record);
    Restoration restoration = plan(reversal, now);
    UndoRemarks.unused(rules).forEach(warnings);
    refuse(
        UndoConflicts.ofUndo(origin.block(), origin.folder().equals(folder), state), restoration);
    now = confirmed(id, reversal, now, restoration, consent);
    Observation undone =
        apply(
            id, reversal, now, restoration, (paths, scan) -> new Reversal.Undoing(id, paths, scan));
    new UndoRemarks(
            origin.block(), before, after, undone, KeptGit.sentences(origin.touched().kept()))
        .of(restoration)
        .forEach(warnings);
    UndoRemarks.ofGit(origin.lostInGit(new KeptGit(worktree.facts()))).forEach(warnings);
    keepHead(after);
    keepHead(now);
    return recorder.record(undone(id, restoration, write(undone)));
  }

  /**
   * Redoes a block's last undo, as long as nothing ran since.
   *
   * @param leave as {@link #undo(String, List, Consent)}
   * @throws StopException as there
   */
  public void redo(String id, List<String> leave, Consent consent) {
    SessionState state = recorder.state();
    BlockState block = state.block(id);
    UndoneWork work =
        block.undoneWork().orElseThrow(() -> nothing("redo", id, "was not undone last"));
    Observation before = Observation.readFrom(folder.scan(work.before()));
    Observation after = Observation.readFrom(folder.scan(work.after()));
    ContentPolicy policy = new UndoPolicy(state.locked().plan(), List.of(before, after));
    Observation now = worktree.observe(last(), policy);
    LeaveRules rules = new LeaveRules(leave);
    Reverting reversal =
        new Reverting(
            before,
            after,
            worktree.store(folder.content()),
            policy,
            block.isBeingRedone(),
            change ->
                !work.paths().contains(change.path().display())
                    ? Restoration.Handling.SKIP
                    : rules.cover(change)
                        ? Restoration.Handling.LEAVE
                        : Restoration.Handling.RESTORE);
    Restoration restoration = plan(reversal, now);
    UndoRemarks.unused(rules).forEach(warnings);
    refuse(UndoConflicts.ofRedo(block, work, state), restoration);
    now = confirmed(id, reversal, now, restoration, consent);
    Observation redone =
        apply(
            id, reversal, now, restoration, (paths, scan) -> new Reversal.Redoing(id, paths, scan));
    recorder.record(
        new Reversal.Redone(
            id, names(restoration, false), names(restoration, true), write(redone)));
  }

  /** Returns the current scan once the plan is confirmed and still holds. */
  private Observation confirmed(
      String id, Reverting reversal, Observation now, Restoration restoration, Consent consent) {
    if (consent == Consent.GIVEN) {
      return now;
    }
    if (!consent.isGiven(restoration)) {
      throw new StopException(Stop.PAUSED, List.of());
    }
    Observation then = worktree.observe(now, reversal.policy());
    if (!plan(reversal, then).equals(restoration)) {
      throw new StopException(
          Stop.PAUSED,
          ProblemCode.UNDO_CONFLICT,
          "files of block `" + id + "` changed before the answer; nothing was changed",
          "run the same command again");
    }
    return then;
  }

  private Observation last() {
    return Observation.readFrom(folder.scan(recorder.state().lastObservation()));
  }

  /** Keeps the current content, records the start, restores, and returns a scan of the result. */
  private Observation apply(
      String id,
      Reverting reversal,
      Observation now,
      Restoration restoration,
      BiFunction<List<String>, String, Event> announcement) {
    String scan = write(now);
    keep(now, reversal.policy(), restoration);
    List<String> paths = restoration.steps().stream().map(step -> step.path().display()).toList();
    recorder.record(announcement.apply(paths, scan));
    worktree.restore(restoration, reversal.content(), folder.path());
    Observation then = worktree.observe(now, reversal.policy());
    verify(id, plan(reversal.restarted(), then));
    return then;
  }

  static StopException nothing(String what, String id, String why) {
    return new StopException(
        Stop.REFUSED,
        ProblemCode.UNDO_NOTHING,
        "nothing to " + what + ": block `" + id + "` " + why,
        "`exec-session status` shows the state of each block");
  }

  private Restoration plan(Reverting reversal, Observation now) {
    return worktree.restoration(
        reversal.before(),
        reversal.after(),
        now,
        reversal.content(),
        reversal.policy(),
        reversal.interrupted(),
        reversal.handling());
  }

  private static void refuse(UndoConflicts conflicts, Restoration restoration) {
    List<Problem> problems = conflicts.of(restoration);
    if (!problems.isEmpty()) {
      throw new StopException(Stop.PAUSED, problems);
    }
  }

  private String write(Observation observation) {
    return new ScanFolder(folder.scans()).write(observation);
  }

  private void keep(Observation now, ContentPolicy policy, Restoration restoration) {
    Snapshot snapshot = worktree.store(folder.content()).snapshot(now, policy);
    for (Restoration.Step step : restoration.steps()) {
      if (snapshot.notRecoverable().contains(step.path())) {
        warnings.accept(
            Problem.warning(
                ProblemCode.UNDO_LOST,
                "`"
                    + step.path().display()
                    + "` is too large to keep, so its replaced content is lost",
                null));
      }
    }
  }

  /** Keeps commits recoverable that the user may remove from the branch. */
  private void keepHead(Observation observation) {
    String head = observation.refs().headCommit();
    if (head != null) {
      worktree.keepCommit(folder.id() + "/" + head, head);
    }
  }

  private static void verify(String id, Restoration rest) {
    if (!rest.isDone()) {
      TreePath path =
          !rest.conflicts().isEmpty()
              ? rest.conflicts().get(0)
              : rest.lost().isEmpty() ? rest.steps().get(0).path() : rest.lost().get(0);
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.UNDO_UNFINISHED,
          "`" + path.display() + "` changed while block `" + id + "` was being restored",
          "stop the program that writes into the worktree, then run the command again");
    }
  }

  private static Reversal.Undone undone(String id, Restoration restoration, String scan) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (Restoration.Step step : restoration.steps()) {
      ContentId found = step.found() == null ? null : step.found().content();
      if (found != null) {
        kept.put(step.path().display(), found.hex());
      }
    }
    return new Reversal.Undone(id, names(restoration, false), names(restoration, true), scan, kept);
  }

  private static List<String> names(Restoration restoration, boolean removed) {
    return restoration.steps().stream()
        .filter(step -> step.removes() == removed)
        .map(step -> step.path().display())
        .toList();
  }
}
