package dev.execsession.session;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.Restoration;
import java.util.ArrayList;
import java.util.List;

/** Says why a block cannot be undone, one problem for each path that is in the way. */
final class UndoConflicts {
  private final BlockState undone;
  private final SessionState state;

  private UndoConflicts(BlockState undone, SessionState state) {
    this.undone = undone;
    this.state = state;
  }

  static List<Problem> of(BlockState undone, Restoration restoration, SessionState state) {
    UndoConflicts conflicts = new UndoConflicts(undone, state);
    List<Problem> problems = new ArrayList<>();
    restoration.conflicts().forEach(path -> problems.add(conflicts.conflict(path)));
    restoration.lost().forEach(path -> problems.add(conflicts.lost(path)));
    return problems;
  }

  private Problem conflict(TreePath path) {
    List<String> others =
        state.blocks().stream()
            .filter(block -> !block.id().equals(undone.id()))
            .filter(
                block ->
                    block.changes().stream()
                        .anyMatch(change -> change.path().equals(path.display())))
            .map(BlockState::id)
            .toList();
    String found = "`" + path.display() + "` is not as block `" + undone.id() + "` left it: ";
    if (others.isEmpty()) {
      return Problem.error(
          ProblemCode.UNDO_CONFLICT,
          found + "somebody changed it since; nothing was undone",
          "put back what the block left there, or " + leave(path));
    }
    String last = others.get(others.size() - 1);
    return Problem.error(
        ProblemCode.UNDO_CONFLICT,
        found
            + "block "
            + String.join(", ", others.stream().map(id -> "`" + id + "`").toList())
            + " changed it too; nothing was undone",
        "undo `" + last + "` first with `exec-session rollback " + last + "`, or " + leave(path));
  }

  private Problem lost(TreePath path) {
    return Problem.error(
        ProblemCode.UNDO_LOST,
        "what `"
            + path.display()
            + "` held before block `"
            + undone.id()
            + "` was not kept; nothing was undone",
        leave(path));
  }

  private static String leave(TreePath path) {
    return "leave the path as it is with `--leave " + ShellWord.of(path.display()) + "`";
  }
}
