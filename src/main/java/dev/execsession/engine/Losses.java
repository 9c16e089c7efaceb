package dev.execsession.engine;

import static dev.execsession.worktree.ManifestEntry.areSameForGit;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.SessionState;
import dev.execsession.scan.Assessment;
import dev.execsession.scan.ScanHistory;
import dev.execsession.scope.ChangeKind;
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
        Stream.concat(whole.delta().files().stream(), adopted(now.block(block.id())))
            .filter(change -> mayLose(change) && !moved.contains(change.path()))
            .filter(change -> !Mentions.lists(block.block(), change.path().text()))
            .toList();
    if (changes.isEmpty()) {
      return List.of();
    }
    Set<String> names =
        changes.stream().map(change -> change.path().text()).collect(Collectors.toSet());
    List<BlockState> others =
        now.blocks().stream()
            .filter(other -> !other.id().equals(block.id()))
            .filter(
                other -> other.changes().stream().anyMatch(change -> names.contains(change.path())))
            .toList();
    try (CommittedFiles committed = worktree.committed()) {
      Search search =
          new Search(
              now,
              history,
              now.block(block.id()).isHandedOver(),
              history.at(BlockWork.baseline(block, now)),
              work.of(now, others),
              committed);
      return changes.stream()
          .map(search::sentence)
          .filter(said -> !said.isEmpty())
          .filter(said -> !now.block(block.id()).acceptedLosses().contains(said))
          .toList();
    }
  }

  /** Returns what became of the user's work that was handed to the block. */
  private Stream<FileChange> adopted(BlockState block) {
    return block.adopted().stream()
        .flatMap(
            work ->
                history.since(work.undoTo()).delta().files().stream()
                    .filter(change -> work.paths().contains(change.path().key()))
                    .filter(change -> change.kind() != ChangeKind.ADDED));
  }

  private boolean mayLose(FileChange change) {
    return change.ignored().folder() == null
        && !(change.isDirectory() && (change.before() == null || change.after() == null))
        && !change.path().equals(TreePath.of(contract.planPath()))
        && contract.reports().stream()
            .noneMatch(report -> report.path().equals(worktree.resolve(change.path())));
  }

  /** One look for losses. */
  private static final class Search {
    private final SessionState now;
    private final ScanHistory history;
    // Whether the scan before the block shows a tree that this session never saw.
    private final boolean isHandedOver;
    // The scan before the block.
    private final Observation before;
    private final Map<TreePath, List<PriorWork.Piece>> others;
    private final CommittedFiles committed;
    // The scan at lock-in, once something may be lost.
    private @Nullable Observation first;

    Search(
        SessionState now,
        ScanHistory history,
        boolean isHandedOver,
        Observation before,
        Map<TreePath, List<PriorWork.Piece>> others,
        CommittedFiles committed) {
      this.now = now;
      this.history = history;
      this.isHandedOver = isHandedOver;
      this.before = before;
      this.others = others;
      this.committed = committed;
    }

    /** Returns what was lost at a path; empty for nothing. */
    String sentence(FileChange change) {
      List<PriorWork.Piece> pieces = others.getOrDefault(change.path(), List.of());
      List<String> blocks = blocks(change, pieces);
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

    private List<String> blocks(FileChange change, List<PriorWork.Piece> pieces) {
      if (pieces.isEmpty()) {
        return List.of();
      }
      List<String> blocks = new ArrayList<>(PriorWork.gone(pieces, sight(change, change.after())));
      blocks.removeAll(PriorWork.gone(pieces, sight(change, change.before())));
      return blocks;
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
      if (change.isIgnored()) {
        return change.ignored().equals(Ignored.ITSELF)
            && change.after() == null
            && first().ignore().isNamed(change.path())
            && found(change) != null;
      }
      boolean isBack = change.after() == null || isAtHead(change, change.after());
      if (!isBack || isAtHead(change, old)) {
        return false;
      }
      ManifestEntry found = found(change);
      if (isHandedOver && areSameForGit(found, change.after())) {
        return false;
      }
      // What a carried block left is in the tree of lock-in, but not the user's.
      boolean isOwn =
          holds(now.locked().head(), change, found)
              ? pieces.isEmpty()
              : pieces.stream().noneMatch(piece -> areSameForGit(piece.left(), found));
      return isOwn && !isCommitted(old) && !isCommitted(found);
    }

    private Observation first() {
      Observation known = first;
      if (known == null) {
        known = history.at(now.locked().baseline());
        first = known;
      }
      return known;
    }

    /** Returns what was there at lock-in; null for nothing. */
    private @Nullable ManifestEntry found(FileChange change) {
      return first().manifest().find(change.path()).orElse(null);
    }

    /** Returns whether a commit made since lock-in holds an entry. */
    private boolean isCommitted(@Nullable ManifestEntry entry) {
      return entry != null
          && Stream.of(before, history.current())
              .map(scan -> String.valueOf(scan.refs().headCommit()))
              .anyMatch(tip -> committed.holdsSince(now.locked().head(), tip, entry));
    }

    private boolean isAtHead(FileChange change, @Nullable ManifestEntry entry) {
      String head = now.locked().head();
      return holds(head, change, entry)
          || (!headBefore().equals(head) && holds(headBefore(), change, entry));
    }

    private String headBefore() {
      return String.valueOf(before.refs().headCommit());
    }

    private boolean holds(String commit, FileChange change, @Nullable ManifestEntry entry) {
      return committed.holds(commit, change.path(), entry);
    }
  }
}
