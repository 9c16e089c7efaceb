package dev.execsession.engine;

import dev.execsession.contract.Secrets;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.journal.Journal;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.StopException;
import dev.execsession.store.LockOwner;
import dev.execsession.store.Orphans;
import dev.execsession.store.Recorder;
import dev.execsession.store.SessionFolder;
import dev.execsession.store.SessionStore;
import dev.execsession.store.WorktreeLock;
import dev.execsession.text.TreePath;
import dev.execsession.undo.Undo;
import dev.execsession.worktree.FileChange;
import dev.execsession.worktree.Restoration;
import dev.execsession.worktree.Worktree;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Undoes one block of a session that is not running. */
public record Rollback(SessionListener listener, Clock clock) {
  /**
   * What to undo.
   *
   * @param stored the session that the block belongs to
   * @param redo whether to reverse the block's last undo instead
   * @param leave paths, folders or patterns that are not restored
   * @param by who requested it
   * @param question asked before anything changes; null for none
   */
  public record Request(
      RepositoryFacts repository,
      SessionStore.Stored stored,
      String block,
      boolean redo,
      List<String> leave,
      String by,
      Map<String, String> environment,
      @Nullable Question question) {
    public Request {
      leave = List.copyOf(leave);
      environment = Map.copyOf(environment);
    }
  }

  /** Asks a person for a last yes. */
  public interface Question {
    /** Returns whether to go on; nothing has changed yet. */
    boolean isAnswered(Plan plan);
  }

  /** The paths that an undo is about to restore, remove and leave, as displayed. */
  public record Plan(List<String> restored, List<String> removed, List<String> left) {
    static Plan of(Restoration restoration) {
      return new Plan(
          names(restoration, false),
          names(restoration, true),
          Stream.concat(
                  restoration.left().stream(), restoration.unkept().stream().map(FileChange::path))
              .map(TreePath::display)
              .toList());
    }

    private static List<String> names(Restoration restoration, boolean removed) {
      return restoration.steps().stream()
          .filter(step -> step.removes() == removed)
          .map(step -> step.path().display())
          .toList();
    }
  }

  /**
   * Undoes or redoes the block and returns the resulting session.
   *
   * @throws StopException BUSY when a session runs in the worktree, or an executor that outlived
   *     its session; otherwise as {@link Undo#undo}
   */
  public SessionState undo(Request request) {
    SessionStore store = new SessionStore(request.repository().commonDir());
    return WorktreeLock.holding(
        store.locks(),
        SessionStore.keyOf(request.repository().root()),
        LockOwner.now(
            request.stored().state().locked().plan(),
            request.by(),
            request.environment(),
            clock.instant()),
        request.environment(),
        lock -> undo(request, store, lock));
  }

  private SessionState undo(Request request, SessionStore store, WorktreeLock lock) {
    Path root = request.repository().root();
    new Orphans(root, request.environment(), Secrets.mask(request.environment(), root, List.of()))
        .refuse(store)
        .ifPresent(listener::warned);
    request.stored().block(request.block());
    SessionFolder folder = request.stored().folder();
    folder.sweep();
    try (Journal journal = Journal.open(folder.path(), clock)) {
      journal.torn().ifPresent(why -> listener.warned(SessionStore.torn(why)));
      SessionState state = SessionState.of(journal.entries()).orElseThrow();
      Recorder recorder = Recorder.resume(lock, journal, listener::recorded, state);
      Worktree worktree = Worktree.open(request.repository());
      Undo undo = new Undo(worktree, store, folder, recorder, listener::warned);
      Question question = request.question();
      Undo.Consent consent =
          question == null ? Undo.Consent.GIVEN : plan -> question.isAnswered(Plan.of(plan));
      if (request.redo()) {
        undo.redo(request.block(), request.leave(), consent);
      } else {
        undo.undo(request.block(), request.leave(), consent);
        if (recorder.state().openBlock().isEmpty()) {
          BlockGuard.clear(folder);
        }
      }
      HookView.refresh(request.repository(), folder.id(), recorder.state());
      return recorder.state();
    }
  }
}
