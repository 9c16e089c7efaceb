package dev.execsession.undo;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.UndoneWork;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.text.PathGroups;
import dev.execsession.text.ShellWord;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.Restoration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reasons why a block cannot be undone or redone, one problem for each path or folder.
 *
 * @param id the block
 * @param left what last changed the path
 * @param nothing a note that nothing was changed
 * @param since the scan since which other blocks conflict; absent when any may
 */
record UndoConflicts(
    String id, String left, String nothing, @Nullable String since, SessionState state) {
  /** Each takes two lines. */
  private static final int MOST = 10;

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
    Map<List<String>, List<String>> conflicts = new LinkedHashMap<>();
    for (TreePath path : restoration.conflicts()) {
      conflicts.computeIfAbsent(others(path), key -> new ArrayList<>()).add(path.display());
    }
    conflicts.forEach(
        (others, paths) ->
            PathGroups.of(paths, MOST).forEach(group -> problems.add(conflict(group, others))));
    PathGroups.of(restoration.lost().stream().map(TreePath::display).toList(), MOST)
        .forEach(group -> problems.add(lost(group)));
    return problems;
  }

  /** Returns the later blocks that changed a path. */
  private List<String> others(TreePath path) {
    return state.blocks().stream()
        .filter(block -> !block.id().equals(id) && isLater(block))
        .filter(
            block ->
                block.changes().stream().anyMatch(change -> change.path().equals(path.display())))
        .map(BlockState::id)
        .toList();
  }

  private Problem conflict(PathGroups.Group group, List<String> others) {
    boolean one = group.count() == 1;
    String found =
        group.shown()
            + (one ? " is" : ": " + group.count() + " paths are")
            + " not as "
            + left
            + " left "
            + (one ? "it: " : "them: ");
    if (others.isEmpty()) {
      return Problem.error(
          ProblemCode.UNDO_CONFLICT,
          found + (one ? "it was" : "they were") + " edited since; " + nothing,
          "restore that content, or " + leave(group));
    }
    String last = others.get(others.size() - 1);
    return Problem.error(
        ProblemCode.UNDO_CONFLICT,
        found
            + "block "
            + String.join(", ", others.stream().map(other -> "`" + other + "`").toList())
            + " changed "
            + (one ? "it" : "them")
            + " too; "
            + nothing,
        "undo `" + last + "` first with `exec-session rollback " + last + "`, or " + leave(group));
  }

  private boolean isLater(BlockState block) {
    return since == null || block.baseline().filter(scan -> scan.compareTo(since) >= 0).isPresent();
  }

  private Problem lost(PathGroups.Group group) {
    return Problem.error(
        ProblemCode.UNDO_LOST,
        "the earlier content of "
            + group.shown()
            + (group.count() == 1 ? "" : " (" + group.count() + " paths)")
            + " was not kept; "
            + nothing,
        leave(group));
  }

  private static String leave(PathGroups.Group group) {
    String what =
        group.name().isEmpty() ? "--leave PATH" : ShellWord.option("--leave", group.name());
    return "leave " + (group.count() == 1 ? "the path" : "them") + " unchanged with `" + what + "`";
  }
}
