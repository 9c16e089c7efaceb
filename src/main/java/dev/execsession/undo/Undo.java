package dev.execsession.undo;

import dev.execsession.file.ContentId;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Journal;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.journal.UndoneWork;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.EventSink;
import dev.execsession.store.SessionFolder;
import dev.execsession.store.SessionStore;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.ContentPolicy;
import dev.execsession.worktree.ContentStore;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.Restoration;
import dev.execsession.worktree.Snapshot;
import dev.execsession.worktree.Worktree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Takes back what exactly one block did to the worktree's files, or puts back what that took away:
 * all of it, or nothing when a path is not as it was left. What stands there until then is kept
 * first; the user's index, stash, HEAD and refs stay.
 */
public record Undo(
    Worktree worktree,
    SessionStore store,
    SessionFolder folder,
    EventSink recorder,
    Consumer<Problem> warnings) {

  /** Where a block was worked on, which may be an earlier session. */
  private record Origin(SessionFolder folder, BlockState block) {}

  /**
   * A way from one look back to another.
   *
   * @param before what is wanted
   * @param after what may be replaced
   * @param content holds the bytes of what is wanted
   * @param interrupted whether it was begun earlier
   * @param leave paths that stay as they are
   */
  private record Way(
      Observation before,
      Observation after,
      ContentStore content,
      ContentPolicy policy,
      boolean interrupted,
      Predicate<TreePath> leave) {
    Way begunNow() {
      return new Way(before, after, content, policy, false, leave);
    }
  }

  /**
   * Undoes a block.
   *
   * @param leave paths that stay as they are, as they are displayed
   * @throws StopException REFUSED when there is nothing to undo (UNDO-002); PAUSED when a path
   *     cannot be brought back, nothing was changed then (UNDO-001, UNDO-003); UNVERIFIABLE when
   *     the work stopped on its way (UNDO-004)
   */
  public SessionState undo(String id, Set<String> leave) {
    Origin origin = origin(id);
    SessionState state = recorder.state();
    Observation before =
        Observation.readFrom(origin.folder().look(origin.block().baseline().orElseThrow()));
    Observation last = last();
    Observation left =
        origin
            .block()
            .lastLook()
            .map(look -> Observation.readFrom(origin.folder().look(look)))
            .orElse(null);
    ContentPolicy policy =
        new UndoPolicy(state.locked().plan(), List.of(before, left == null ? last : left));
    Observation now = worktree.observe(last, policy);
    // An executor whose end nobody saw answers for everything until now.
    Observation after = left == null ? now : left;
    Way way =
        new Way(
            before,
            after,
            worktree.store(origin.folder().content()),
            policy,
            state.block(id).isBeingUndone(),
            path -> leave.contains(path.display()));
    Restoration restoration = plan(way, now);
    refuse(
        UndoConflicts.ofUndo(origin.block(), origin.folder().equals(folder), state), restoration);
    Observation undone =
        apply(id, way, now, restoration, (paths, look) -> new Event.Undoing(id, paths, look));
    new UndoRemarks(origin.block(), before, after, undone).of(restoration).forEach(warnings);
    keepHead(after);
    keepHead(now);
    return recorder.record(undone(id, restoration, write(undone)));
  }

  /**
   * Puts back what the last undo of a block took away, as long as nothing ran since.
   *
   * @param leave paths that stay as they are, as they are displayed
   * @throws StopException as {@link #undo}
   */
  public void redo(String id, Set<String> leave) {
    SessionState state = recorder.state();
    BlockState block = state.block(id);
    UndoneWork work =
        block.undoneWork().orElseThrow(() -> nothing("redo", id, "was not undone last"));
    Observation before = Observation.readFrom(folder.look(work.before()));
    Observation after = Observation.readFrom(folder.look(work.after()));
    ContentPolicy policy = new UndoPolicy(state.locked().plan(), List.of(before, after));
    Observation now = worktree.observe(last(), policy);
    Way way =
        new Way(
            before,
            after,
            worktree.store(folder.content()),
            policy,
            block.isBeingRedone(),
            path ->
                leave.contains(path.display())
                    || work.paths().stream().noneMatch(touched -> touched.equals(path.display())));
    Restoration restoration = plan(way, now);
    refuse(UndoConflicts.ofRedo(block, work, state), restoration);
    Observation redone =
        apply(id, way, now, restoration, (paths, look) -> new Event.Redoing(id, paths, look));
    recorder.record(
        new Event.Redone(id, names(restoration, false), names(restoration, true), write(redone)));
  }

  private Observation last() {
    return Observation.readFrom(folder.look(recorder.state().lastObservation()));
  }

  /** Keeps what stands there, announces the work, does it, and gives the tree as it is then. */
  private Observation apply(
      String id,
      Way way,
      Observation now,
      Restoration restoration,
      BiFunction<List<String>, String, Event> announcement) {
    String look = write(now);
    keep(now, way.policy(), restoration);
    List<String> paths = restoration.steps().stream().map(step -> step.path().display()).toList();
    recorder.record(announcement.apply(paths, look));
    worktree.restore(restoration, way.content(), folder.path());
    Observation then = worktree.observe(now, way.policy());
    verify(id, plan(way.begunNow(), then));
    return then;
  }

  private Origin origin(String id) {
    SessionFolder at = folder;
    BlockState block = recorder.state().block(id);
    while (block.carriedFrom().isPresent()) {
      String session = block.carriedFrom().get();
      at =
          store
              .byId(session)
              .orElseThrow(
                  () -> nothing("undo", id, "was done in session `" + session + "`, now gone"));
      block = SessionState.of(Journal.read(at.path())).orElseThrow().block(id);
    }
    if (block.isUndone()) {
      throw nothing("undo", id, "is undone already");
    }
    if (block.step() == Step.PENDING || block.baseline().isEmpty()) {
      throw nothing("undo", id, "is pending, it changed nothing yet");
    }
    return new Origin(at, block);
  }

  private static StopException nothing(String what, String id, String why) {
    return new StopException(
        Stop.REFUSED,
        ProblemCode.UNDO_NOTHING,
        "nothing to " + what + ": block `" + id + "` " + why,
        "`exec-session status` shows where each block stands");
  }

  private Restoration plan(Way way, Observation now) {
    return worktree.restoration(
        way.before(),
        way.after(),
        now,
        way.content(),
        way.policy(),
        way.interrupted(),
        way.leave());
  }

  private static void refuse(UndoConflicts conflicts, Restoration restoration) {
    List<Problem> problems = conflicts.of(restoration);
    if (!problems.isEmpty()) {
      throw new StopException(Stop.PAUSED, problems);
    }
  }

  private String write(Observation observation) {
    String name = folder.nextLook();
    observation.writeTo(folder.look(name));
    return name;
  }

  /** Whoever regrets the undo finds what it replaced. */
  private void keep(Observation now, ContentPolicy policy, Restoration restoration) {
    Snapshot snapshot = worktree.store(folder.content()).snapshot(now, policy);
    for (Restoration.Step step : restoration.steps()) {
      if (snapshot.notRecoverable().contains(step.path())) {
        warnings.accept(
            Problem.warning(
                ProblemCode.UNDO_LOST,
                "`"
                    + step.path().display()
                    + "` is too large to be kept: what stood there until now is gone",
                null));
      }
    }
  }

  /** Whoever takes the block's commits off the branch can still have them back. */
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
          "`" + path.display() + "` changed while block `" + id + "` was being brought back",
          "end whatever is writing into the worktree, then give the command again");
    }
  }

  private static Event.Undone undone(String id, Restoration restoration, String look) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (Restoration.Step step : restoration.steps()) {
      ContentId found = step.found() == null ? null : step.found().content();
      if (found != null) {
        kept.put(step.path().display(), found.hex());
      }
    }
    return new Event.Undone(id, names(restoration, false), names(restoration, true), look, kept);
  }

  private static List<String> names(Restoration restoration, boolean removed) {
    return restoration.steps().stream()
        .filter(step -> step.removes() == removed)
        .map(step -> step.path().display())
        .toList();
  }
}
