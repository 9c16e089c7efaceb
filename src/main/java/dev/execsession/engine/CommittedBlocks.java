package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.file.Unverifiable;
import dev.execsession.git.OwnCommits;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Handover;
import dev.execsession.scan.ScanHistory;
import dev.execsession.store.EventSink;
import dev.execsession.store.SessionFolder;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.ScanFolder;
import dev.execsession.worktree.Worktree;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Blocks that a session elsewhere did and committed, as a clone finds them. Their work is judged
 * and checked here, and in a stepwise run approved; only their executors do not run again.
 */
record CommittedBlocks(
    Contract contract,
    SessionFolder folder,
    Worktree worktree,
    ScanHistory history,
    EventSink events) {

  void find() {
    Map<String, OwnCommits.Found> commits;
    try {
      commits = OwnCommits.byBlockDigest(contract.repository(), history.head());
    } catch (IOException e) {
      throw Unverifiable.git("the commits of the branch", e);
    }
    for (BlockContract block : contract.blocks()) {
      OwnCommits.Found found = commits.get(contract.blockDigest(block));
      if (found != null) {
        take(block, found);
      }
    }
  }

  private void take(BlockContract block, OwnCommits.Found found) {
    Observation now = history.current();
    Observation before = worktree.asCommitted(now, found.paths(), found.parent());
    List<TreePath> undone =
        found.paths().stream().filter(path -> !now.differsAt(path, before)).toList();
    if (!undone.isEmpty()) {
      // Reverted since, at least in part.
      return;
    }
    String baseline = new ScanFolder(folder.scans()).write(before);
    events.record(new Handover.FoundCommitted(block.id(), found.commit(), baseline));
    events.record(new Event.Intended(block.id(), 1, "commit", "", baseline, "", null, null));
    events.record(
        new Event.Exited(
            block.id(),
            1,
            Fact.Execution.unseen(
                "commit", Fact.Execution.Ending.MANUAL, 0, List.of(), null, null)));
  }
}
