package dev.execsession.engine;

import dev.execsession.git.RepositoryFacts;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Journal;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.LockOwner;
import dev.execsession.store.Orphans;
import dev.execsession.store.Recorder;
import dev.execsession.store.SessionFolder;
import dev.execsession.store.SessionStore;
import dev.execsession.store.WorktreeLock;
import dev.execsession.undo.Undo;
import dev.execsession.worktree.Worktree;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Undoes one block of a session that is not running. */
public record Rollback(SessionListener listener, Clock clock) {
  /**
   * What to undo.
   *
   * @param stored the session that the block belongs to
   * @param redo whether to reverse the block's last undo instead
   * @param leave displayed paths that are not restored
   * @param by who requested it
   */
  public record Request(
      RepositoryFacts repository,
      SessionStore.Stored stored,
      String block,
      boolean redo,
      List<String> leave,
      String by,
      Map<String, String> environment) {
    public Request {
      leave = List.copyOf(leave);
      environment = Map.copyOf(environment);
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
        lock -> undo(request, store, lock));
  }

  private SessionState undo(Request request, SessionStore store, WorktreeLock lock) {
    Path root = request.repository().root();
    new Orphans(
            root,
            request.environment(),
            ChildProcesses.mask(request.environment(), root, List.of()))
        .refuse(store)
        .ifPresent(listener::warned);
    SessionFolder folder = request.stored().folder();
    folder.sweep();
    try (Journal journal = Journal.open(folder.path(), clock)) {
      journal.torn().ifPresent(why -> listener.warned(SessionStore.torn(why)));
      SessionState state = SessionState.of(journal.entries()).orElseThrow();
      List<String> ids = state.blocks().stream().map(BlockState::id).toList();
      if (!ids.contains(request.block())) {
        throw new StopException(
            Stop.REFUSED,
            ProblemCode.RUN_BLOCK_UNKNOWN,
            "the session has no block `" + request.block() + "`",
            "its blocks are " + String.join(", ", ids.stream().map(id -> "`" + id + "`").toList()));
      }
      Recorder recorder = Recorder.resume(lock, journal, listener::recorded, state);
      Worktree worktree = Worktree.open(request.repository());
      Undo undo = new Undo(worktree, store, folder, recorder, listener::warned);
      Set<String> leave = Set.copyOf(request.leave());
      if (request.redo()) {
        undo.redo(request.block(), leave);
      } else {
        undo.undo(request.block(), leave);
      }
      return recorder.state();
    }
  }
}
