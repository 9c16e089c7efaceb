package dev.execsession.scan;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.journal.Actor;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.process.SecretMask;
import dev.execsession.store.SessionFolder;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.Worktree;
import java.util.List;

/** Scans for a caller that cannot wait for the session's thread; shares only the disk with it. */
public final class QuickScan {
  private final Contract contract;
  private final SessionFolder folder;
  private final SecretMask mask;

  public QuickScan(Contract contract, SessionFolder folder, SecretMask mask) {
    this.contract = contract;
    this.folder = folder;
    this.mask = mask;
  }

  /** Returns what a block has changed so far. */
  public List<Fact.Change> changes(BlockState block) {
    BlockContract locked = contract.block(block.id()).orElseThrow();
    Worktree worktree = Worktree.open(contract.repository(), contract.gitAllow());
    String baseline = block.baseline().orElseThrow();
    Observation then = Observation.readFrom(folder.scan(baseline));
    Observation now = worktree.observe(then, contract.watched());
    Contents contents = new Contents(worktree, worktree.store(folder.content()), mask);
    return new ChangeAssessor(
            contract,
            folder,
            // The signal may just have had them written.
            OwnReports.read(folder, contract.reports()),
            contents,
            mask)
        .assess(
            new Scan(baseline, now, worktree.delta(then, now), block.ownCommits(), false),
            locked.scope(),
            Actor.EXECUTOR)
        .changes();
  }
}
