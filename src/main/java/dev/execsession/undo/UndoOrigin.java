package dev.execsession.undo;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.Journal;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.journal.Touched;
import dev.execsession.problem.StopException;
import dev.execsession.store.KeptGit;
import dev.execsession.store.SessionFolder;
import dev.execsession.store.SessionStore;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.FileChange;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.Worktree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a block was run, which may be an earlier session.
 *
 * @param taken the earlier session whose work of the block was judged again here
 */
record UndoOrigin(
    SessionFolder folder, SessionState state, BlockState block, @Nullable UndoOrigin taken) {
  /**
   * Finds it.
   *
   * @throws StopException REFUSED (UNDO-002) when there is nothing to undo
   */
  static UndoOrigin of(String id, SessionState now, SessionFolder here, SessionStore store) {
    SessionStore.Origin origin =
        store.origin(here, now, id, session -> Undo.nothing("undo", id, deleted(session)));
    BlockState block = origin.block();
    if (block.isUndone()) {
      throw Undo.nothing("undo", id, "is already undone");
    }
    if (block.step() == Step.PENDING || block.baseline().isEmpty()) {
      throw Undo.nothing("undo", id, "is pending and changed nothing yet");
    }
    return new UndoOrigin(
        origin.folder(), origin.state(), block, taken(id, block.touched().from(), store));
  }

  private static String deleted(String session) {
    return "was done in session `" + session + "`, which was deleted";
  }

  private static @Nullable UndoOrigin taken(
      String id, @Nullable String session, SessionStore store) {
    if (session == null) {
      return null;
    }
    SessionFolder folder =
        store.byId(session).orElseThrow(() -> Undo.nothing("undo", id, deleted(session)));
    SessionState state = SessionState.of(Journal.read(folder.path())).orElseThrow();
    BlockState block = state.block(id);
    return new UndoOrigin(folder, state, block, taken(id, block.touched().from(), store));
  }

  /** Returns whether the end of its work was not recorded in every session. */
  boolean hasNoEnd() {
    return block.lastLook().isEmpty() || (taken != null && taken.hasNoEnd());
  }

  /** Returns what the block is on record for, there and in the sessions before. */
  Touched touched() {
    return taken == null ? block.touched() : block.touched().after(taken.touched());
  }

  /** Returns what git lost while the block ran and still lacks, a sentence each. */
  List<String> lostInGit(KeptGit git) {
    Touched all = touched();
    List<String> lost = new ArrayList<>(git.lostStashes(all.kept()));
    lost.addAll(git.lostStaged(all.kept()));
    if (!hasNoEnd()) {
      lost.removeIf(
          sentence ->
              !block.violations().contains(sentence) && !block.foundRisks().contains(sentence));
    }
    return lost;
  }

  /** Returns the paths that others changed between the sessions. */
  Set<TreePath> editedSince(Worktree worktree) {
    if (taken == null) {
      return Set.of();
    }
    Set<TreePath> paths = new HashSet<>(taken.editedSince(worktree));
    Optional<String> end = taken.block.lastLook();
    if (end.isPresent()) {
      worktree
          .changes(
              Observation.readFrom(taken.folder.scan(end.get())),
              Observation.readFrom(folder.scan(state.locked().baseline())))
          .stream()
          .map(FileChange::path)
          .forEach(paths::add);
      paths.removeIf(path -> block.touched().isOwn(path.key()));
    }
    return paths;
  }
}
