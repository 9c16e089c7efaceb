package dev.execsession.session;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Journal;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.ContentId;
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

/**
 * Takes back what exactly one block did to the worktree's files: all of it, or nothing when a path
 * is not as the block left it. What stands there until then is kept first; the user's index, stash,
 * HEAD and refs stay.
 */
final class Undo {
  private final Worktree worktree;
  private final SessionStore store;
  private final SessionFolder folder;
  private final Recorder recorder;
  private final SessionListener listener;

  Undo(
      Worktree worktree,
      SessionStore store,
      SessionFolder folder,
      Recorder recorder,
      SessionListener listener) {
    this.worktree = worktree;
    this.store = store;
    this.folder = folder;
    this.recorder = recorder;
    this.listener = listener;
  }

  /** Where a block was worked on, which may be an earlier session. */
  private record Origin(SessionFolder folder, BlockState block) {}

  /** The three looks that are held against each other. */
  private record Looks(Observation before, Observation after, Observation now) {}

  /**
   * Undoes a block.
   *
   * @param leave paths that stay as they are, as they are displayed
   * @throws StopException REFUSED when there is nothing to undo (UNDO-002); PAUSED when a path
   *     cannot be brought back, nothing was changed then (UNDO-001, UNDO-003); UNVERIFIABLE when
   *     the work stopped on its way (UNDO-004)
   */
  void undo(String id, Set<String> leave) {
    Origin origin = origin(id);
    SessionState state = recorder.state();
    boolean interrupted = state.block(id).isBeingUndone();
    Observation before =
        Observation.readFrom(origin.folder().look(origin.block().baseline().orElseThrow()));
    Observation last = Observation.readFrom(folder.look(state.lastObservation()));
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
    Looks looks = new Looks(before, left == null ? now : left, now);
    ContentStore content = worktree.store(origin.folder().content());
    Restoration restoration = restoration(looks, content, policy, interrupted, leave);
    refuse(origin, restoration);
    String look = write(now);
    keep(now, policy, restoration);
    List<TreePath> paths = restoration.steps().stream().map(Restoration.Step::path).toList();
    recorder.record(new Event.Undoing(id, paths.stream().map(TreePath::display).toList(), look));
    worktree.restore(restoration, content, folder.path());
    Observation undone = worktree.observe(now, policy);
    verify(
        id, restoration(new Looks(before, looks.after(), undone), content, policy, false, leave));
    new UndoRemarks(origin.block(), before, looks.after(), undone)
        .of(restoration)
        .forEach(listener::warned);
    keepHead(looks.after());
    keepHead(now);
    recorder.record(undone(id, restoration, write(undone)));
  }

  private Origin origin(String id) {
    SessionFolder at = folder;
    BlockState block = recorder.state().block(id);
    while (block.carriedFrom().isPresent()) {
      String session = block.carriedFrom().get();
      at =
          store
              .byId(session)
              .orElseThrow(() -> nothing(id, "was done in session `" + session + "`, now gone"));
      block = SessionState.of(Journal.read(at.path())).orElseThrow().block(id);
    }
    if (block.isUndone()) {
      throw nothing(id, "is undone already");
    }
    if (block.step() == Step.PENDING || block.baseline().isEmpty()) {
      throw nothing(id, "is pending, it changed nothing yet");
    }
    return new Origin(at, block);
  }

  private static StopException nothing(String id, String why) {
    return new StopException(
        Stop.REFUSED,
        Problem.error(
            ProblemCode.UNDO_NOTHING,
            "nothing to undo: block `" + id + "` " + why,
            "`exec-session status` shows where each block stands"));
  }

  private Restoration restoration(
      Looks looks,
      ContentStore content,
      ContentPolicy policy,
      boolean interrupted,
      Set<String> leave) {
    return worktree.restoration(
        looks.before(), looks.after(), looks.now(), content, policy, interrupted, leave);
  }

  private void refuse(Origin origin, Restoration restoration) {
    List<Problem> problems = UndoConflicts.of(origin.block(), restoration, recorder.state());
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
        listener.warned(
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
          Problem.error(
              ProblemCode.UNDO_UNFINISHED,
              "`" + path.display() + "` is not as it was before block `" + id + "`",
              "end whatever is writing into the worktree, then undo the block again"));
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
