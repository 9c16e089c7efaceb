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

/**
 * One look for whoever must not wait for the session's own thread: it shares nothing with that one
 * but the disk.
 */
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
    Worktree worktree = Worktree.open(contract.repository());
    String look = block.baseline().orElseThrow();
    Observation then = Observation.readFrom(folder.look(look));
    Observation now = worktree.observe(then, contract.watched());
    Contents contents = new Contents(worktree, worktree.store(folder.content()), mask);
    return new ChangeAssessor(contract, folder, contents, mask)
        .assess(
            new Scan(look, now, worktree.delta(then, now), block.ownCommits(), false),
            locked.scope(),
            path -> Actor.EXECUTOR)
        .changes();
  }
}
