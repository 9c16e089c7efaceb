package dev.execsession.engine;

import static dev.execsession.worktree.ManifestEntry.areSameForGit;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.SessionState;
import dev.execsession.scan.Assessment;
import dev.execsession.scan.ScanHistory;
import dev.execsession.scope.Ignored;
import dev.execsession.text.TextSanitizer;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.CommittedFiles;
import dev.execsession.worktree.FileChange;
import dev.execsession.worktree.ManifestEntry;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.Worktree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the paths from which a block took away what others had done: the user's uncommitted work,
 * or that of another block. What decides is what the paths hold, not the command that ran.
 */
record Losses(Contract contract, Worktree worktree, ScanHistory history, PriorWork work) {
  /** Returns a sentence for each path, without those that a person accepted. */
  List<String> of(BlockContract block, SessionState now, Assessment whole) {
    Set<TreePath> moved =
        whole.delta().files().stream()
            .map(FileChange::from)
            .filter(from -> from != null)
            .collect(Collectors.toSet());
    List<FileChange> changes =
        whole.delta().files().stream()
            .filter(change -> mayLose(change) && !moved.contains(change.path()))
            .filter(change -> !Mentions.lists(block.block(), change.path().text()))
            .toList();
    if (changes.isEmpty()) {
      return List.of();
    }
    List<BlockState> others =
        now.blocks().stream().filter(other -> !other.id().equals(block.id())).toList();
    try (CommittedFiles committed = worktree.committed()) {
      Search search =
          new Search(
              now,
              history.at(now.locked().baseline()),
              history.at(BlockWork.baseline(block, now)),
              history.current(),
              work.of(others),
              committed);
      return changes.stream()
          .map(search::sentence)
          .filter(said -> !said.isEmpty())
          .filter(said -> !now.block(block.id()).acceptedLosses().contains(said))
          .toList();
    }
  }

  private boolean mayLose(FileChange change) {
    return change.ignored().folder() == null
        && !change.isDirectory()
        && !change.path().equals(TreePath.of(contract.planPath()))
        && contract.reports().stream()
            .noneMatch(report -> report.path().equals(worktree.resolve(change.path())));
  }

  /**
   * One look for losses.
   *
   * @param first the scan at lock-in
   * @param before the scan before the block
   * @param after the last scan
   * @param others the work of other blocks
   */
  private record Search(
      SessionState now,
      Observation first,
      Observation before,
      Observation after,
      Map<TreePath, List<PriorWork.Piece>> others,
      CommittedFiles committed) {
    /** Returns what was lost at a path; empty for nothing. */
    String sentence(FileChange change) {
      List<PriorWork.Piece> pieces = others.getOrDefault(change.path(), List.of());
      List<String> blocks = new ArrayList<>(PriorWork.gone(pieces, sight(change, change.after())));
      blocks.removeAll(PriorWork.gone(pieces, sight(change, change.before())));
      boolean users = isUsers(change, pieces);
      if (blocks.isEmpty() && !users) {
        return "";
      }
      String what =
          (users ? "your uncommitted work" : "")
              + (users && !blocks.isEmpty() ? " and " : "")
              + (blocks.isEmpty() ? "" : "the work of " + PriorWork.named(blocks));
      String shown = "`" + TextSanitizer.oneLine(change.path().display()) + "` is ";
      return change.after() == null
          ? shown + "gone: it held " + what
          : shown
              + "back to "
              + place(change, blocks)
              + ": "
              + what
              + (users && !blocks.isEmpty() ? " in it are gone" : " in it is gone");
    }

    private String place(FileChange change, List<String> blocks) {
      return holds(now.locked().head(), change, change.after())
          ? "what HEAD held at lock-in"
          : holds(headBefore(), change, change.after())
              ? "what HEAD holds"
              : "what it held before block `" + blocks.get(0) + "`";
    }

    private PriorWork.Sight sight(FileChange change, @Nullable ManifestEntry entry) {
      return new PriorWork.Sight(entry, isAtHead(change, entry));
    }

    private boolean isUsers(FileChange change, List<PriorWork.Piece> pieces) {
      ManifestEntry old = change.before();
      ManifestEntry found = first.manifest().find(change.path()).orElse(null);
      if (change.isIgnored()) {
        return change.ignored().equals(Ignored.ITSELF)
            && change.after() == null
            && found != null
            && first.ignore().isNamed(change.path());
      }
      boolean away =
          old == null
              ? found == null && change.after() != null && isAtHead(change, change.after())
              : change.after() == null || isAtHead(change, change.after());
      if (!away || (old != null && isAtHead(change, old))) {
        return false;
      }
      // What a carried block left is in the tree of lock-in, but not the user's.
      boolean isOwn =
          holds(now.locked().head(), change, found)
              ? old != null && pieces.isEmpty()
              : pieces.stream().noneMatch(piece -> areSameForGit(piece.left(), found));
      return isOwn && !isCommitted(old) && !isCommitted(found);
    }

    /** Returns whether a commit made since lock-in holds an entry. */
    private boolean isCommitted(@Nullable ManifestEntry entry) {
      return entry != null
          && Stream.of(before, after)
              .map(scan -> String.valueOf(scan.refs().headCommit()))
              .anyMatch(tip -> committed.holdsSince(now.locked().head(), tip, entry));
    }

    private boolean isAtHead(FileChange change, @Nullable ManifestEntry entry) {
      return holds(now.locked().head(), change, entry) || holds(headBefore(), change, entry);
    }

    private String headBefore() {
      return String.valueOf(before.refs().headCommit());
    }

    private boolean holds(String commit, FileChange change, @Nullable ManifestEntry entry) {
      return committed.holds(commit, change.path(), entry);
    }
  }
}
