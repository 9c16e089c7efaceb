package dev.execsession.undo;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.UndoneWork;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.text.ShellWord;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.Restoration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reasons why a block cannot be undone or redone, one problem for each path.
 *
 * @param id the block
 * @param left what last changed the path
 * @param nothing a note that nothing was changed
 * @param since the scan since which other blocks conflict; absent when any may
 */
record UndoConflicts(
    String id, String left, String nothing, @Nullable String since, SessionState state) {

  /** {@code here} is whether the block was run in this session. */
  static UndoConflicts ofUndo(BlockState block, boolean here, SessionState state) {
    return new UndoConflicts(
        block.id(),
        "block `" + block.id() + "`",
        "nothing was undone",
        here ? block.lastLook().orElse(null) : null,
        state);
  }

  static UndoConflicts ofRedo(BlockState block, UndoneWork work, SessionState state) {
    return new UndoConflicts(
        block.id(),
        "the undo of block `" + block.id() + "`",
        "nothing was redone",
        work.after(),
        state);
  }

  List<Problem> of(Restoration restoration) {
    List<Problem> problems = new ArrayList<>();
    restoration.conflicts().forEach(path -> problems.add(conflict(path)));
    restoration.lost().forEach(path -> problems.add(lost(path)));
    return problems;
  }

  private Problem conflict(TreePath path) {
    List<String> others =
        state.blocks().stream()
            .filter(block -> !block.id().equals(id) && isLater(block))
            .filter(
                block ->
                    block.changes().stream()
                        .anyMatch(change -> change.path().equals(path.display())))
            .map(BlockState::id)
            .toList();
    String found = "`" + path.display() + "` is not as " + left + " left it: ";
    if (others.isEmpty()) {
      return Problem.error(
          ProblemCode.UNDO_CONFLICT,
          found + "it was edited since; " + nothing,
          "restore that content, or " + leave(path));
    }
    String last = others.get(others.size() - 1);
    return Problem.error(
        ProblemCode.UNDO_CONFLICT,
        found
            + "block "
            + String.join(", ", others.stream().map(other -> "`" + other + "`").toList())
            + " changed it too; "
            + nothing,
        "undo `" + last + "` first with `exec-session rollback " + last + "`, or " + leave(path));
  }

  private boolean isLater(BlockState block) {
    return since == null || block.baseline().filter(scan -> scan.compareTo(since) >= 0).isPresent();
  }

  private Problem lost(TreePath path) {
    return Problem.error(
        ProblemCode.UNDO_LOST,
        "the earlier content of `" + path.display() + "` was not kept; " + nothing,
        leave(path));
  }

  private static String leave(TreePath path) {
    return "leave the path unchanged with `--leave " + ShellWord.quote(path.display()) + "`";
  }
}
