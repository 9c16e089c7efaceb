package dev.execsession.engine;

import dev.execsession.contract.Contract;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.scan.NotKept;
import dev.execsession.scan.ScanHistory;
import dev.execsession.store.SessionFolder;
import dev.execsession.worktree.ContentStore;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.Snapshot;
import dev.execsession.worktree.Worktree;
import org.jspecify.annotations.Nullable;

/** Keeps what the next executor could destroy, and warns about what cannot be kept. */
record Safekeeping(
    Worktree worktree,
    Contract contract,
    SessionFolder folder,
    ScanHistory history,
    SessionListener listener) {
  /**
   * What was kept.
   *
   * @param scan the name of the scan whose content it is
   * @param kept what only the index and the stash held; absent when nothing
   */
  record Kept(String scan, Fact.@Nullable Kept kept) {}

  /** Keeps the last scan's content. */
  Kept keep(SessionState now) {
    Observation current = history.current();
    ContentStore store = worktree.store(folder.content());
    folder.checkRoom(store.missing(current));
    worktree.guardObjects();
    history.keepHead();
    Snapshot kept = store.snapshot(current, contract.watched());
    NotKept.warning(kept).ifPresent(listener::warned);
    if (now.blocks().stream().allMatch(block -> block.attempts() == 0)) {
      NotKept.remark(kept).ifPresent(listener::remarked);
      NotKept.unwatched(current.manifest().unwatched()).ifPresent(listener::remarked);
    }
    return new Kept(history.currentName(), git(current));
  }

  private Fact.@Nullable Kept git(Observation current) {
    Fact.Kept kept =
        history.keptWork().keep(history, worktree.stash(current), worktree.stagedOnly(current));
    return kept.isEmpty() ? null : kept;
  }
}
