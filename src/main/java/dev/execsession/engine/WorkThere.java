package dev.execsession.engine;

import static dev.execsession.worktree.ManifestEntry.areSameForGit;

import dev.execsession.contract.Contract;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.SessionStore;
import dev.execsession.text.ShellWord;
import dev.execsession.text.TextSanitizer;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.CommittedFiles;
import dev.execsession.worktree.ManifestEntry;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.Worktree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether the work of every done block is still in the tree. Work that was changed further, or
 * committed, is.
 */
record WorkThere(Contract contract, Worktree worktree, PriorWork work) {

  /**
   * A path whose work is gone.
   *
   * @param blocks those whose work it is
   * @param now what is there; null for nothing
   */
  private record Gone(TreePath path, List<String> blocks, @Nullable ManifestEntry now) {
    String sentence() {
      String work = "the work of " + PriorWork.named(blocks);
      return "`"
          + TextSanitizer.oneLine(path.display())
          + "` is "
          + (now == null
              ? "gone: it held " + work
              : "back to what it was before: " + work + " in it is gone");
    }
  }

  /** Returns why a session is not complete, a sentence each; {@code last} is its last scan. */
  List<String> missing(SessionState state, Observation last) {
    List<Gone> gone = gone(state, last, at(last));
    List<String> reasons = sentences(gone);
    if (!gone.isEmpty()) {
      List<String> blocks = gone.get(0).blocks();
      reasons.add(
          "put it back and run again, or do the block again: `exec-session rollback "
              + blocks.get(blocks.size() - 1)
              + " "
              + ShellWord.path(contract.planPath())
              + "`, then `"
              + contract.runCommand()
              + "`");
    }
    return reasons;
  }

  /** Returns the done blocks of an earlier session, up to its last scan, whose work is gone. */
  Set<String> blocksGone(SessionState earlier, Observation last, Observation now) {
    return gone(earlier, last, at(now)).stream()
        .flatMap(path -> path.blocks().stream())
        .collect(Collectors.toSet());
  }

  /**
   * Checks a session that was completed earlier, without a scan.
   *
   * @throws StopException BLOCKED (RUN-021) when work is gone
   */
  static void verify(Contract contract, SessionStore store, SessionStore.Stored stored) {
    Worktree worktree = Worktree.open(contract.repository());
    WorkThere there = new WorkThere(contract, worktree, new PriorWork(store, stored.folder()));
    Observation last = Observation.readFrom(stored.folder().scan(stored.state().lastObservation()));
    List<String> missing = sentences(there.gone(stored.state(), last, worktree::entry));
    if (!missing.isEmpty()) {
      throw new StopException(
          Stop.BLOCKED,
          ProblemCode.RUN_WORK_GONE,
          "the plan was completed, but work of its blocks is gone\n  "
              + String.join("\n  ", missing),
          "bring it back from a commit, a stash or another checkout, or do it again with `"
              + contract.runCommand()
              + " --restart`");
    }
  }

  private static Function<TreePath, @Nullable ManifestEntry> at(Observation scan) {
    return path -> scan.manifest().find(path).orElse(null);
  }

  /**
   * Returns the paths whose work is gone.
   *
   * @param last the session's last scan: what a person accepted was there by then
   * @param seen returns what is at a path now
   */
  private List<Gone> gone(
      SessionState state, Observation last, Function<TreePath, @Nullable ManifestEntry> seen) {
    List<BlockState> done = state.blocks().stream().filter(BlockState::isDone).toList();
    Map<TreePath, List<PriorWork.Piece>> all = work.of(state, done);
    List<Gone> found = new ArrayList<>();
    if (all.isEmpty()) {
      return found;
    }
    try (CommittedFiles committed = worktree.committed()) {
      for (Map.Entry<TreePath, List<PriorWork.Piece>> each : all.entrySet()) {
        TreePath path = each.getKey();
        List<PriorWork.Piece> pieces = each.getValue();
        // A later block that changed the path was judged then.
        PriorWork.Piece latest = pieces.get(pieces.size() - 1);
        ManifestEntry now = seen.apply(path);
        boolean settled =
            areSameForGit(now, latest.left())
                || (state.accepted().containsKey(path.text())
                    && areSameForGit(now, at(last).apply(path)));
        if (!settled) {
          boolean isAtHead = committed.holds(state.locked().head(), path, now);
          List<String> blocks = PriorWork.gone(pieces, new PriorWork.Sight(now, isAtHead));
          if (blocks.contains(latest.block())) {
            found.add(new Gone(path, blocks, now));
          }
        }
      }
    }
    return found;
  }

  private static List<String> sentences(List<Gone> gone) {
    return PriorWork.capped(gone.stream().map(Gone::sentence).toList());
  }
}
