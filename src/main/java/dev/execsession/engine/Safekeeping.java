package dev.execsession.engine;

import dev.execsession.contract.Contract;
import dev.execsession.journal.SessionState;
import dev.execsession.scan.NotKept;
import dev.execsession.scan.ScanHistory;
import dev.execsession.store.SessionFolder;
import dev.execsession.worktree.ContentStore;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.Snapshot;
import dev.execsession.worktree.Worktree;

/** Keeps what the next executor could destroy, and warns about what cannot be kept. */
record Safekeeping(
    Worktree worktree,
    Contract contract,
    SessionFolder folder,
    ScanHistory history,
    SessionListener listener) {
  /** Keeps the last scan's content and returns the scan's name. */
  String keep(SessionState now) {
    Observation current = history.current();
    ContentStore store = worktree.store(folder.content());
    folder.checkRoom(store.missing(current));
    worktree.guardObjects();
    String head = current.refs().headCommit();
    if (head != null) {
      worktree.keepCommit(folder.id() + "/" + head, head);
    }
    Snapshot kept = store.snapshot(current, contract.watched());
    NotKept.warning(kept).ifPresent(listener::warned);
    if (now.blocks().stream().allMatch(block -> block.attempts() == 0)) {
      NotKept.remark(kept).ifPresent(listener::remarked);
      NotKept.unwatched(current.manifest().unwatched()).ifPresent(listener::remarked);
    }
    return history.currentName();
  }
}
