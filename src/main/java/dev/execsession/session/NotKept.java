package dev.execsession.session;

import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** Says before a block what could not be brought back if it were destroyed. */
final class NotKept {
  private static final int MOST_NAMED = 20;

  private NotKept() {}

  /** Gives at most a warning of each kind; generated folders are told of once in a session. */
  static List<Problem> of(Snapshot snapshot, boolean firstBlock) {
    List<Problem> warnings = new ArrayList<>();
    List<TreePath> lost = snapshot.notRecoverable();
    if (lost.size() == 1) {
      warnings.add(
          warning(
              named(lost.get(0)) + " is too large to be kept: a change to it cannot be undone"));
    } else if (!lost.isEmpty()) {
      warnings.add(
          warning(
              lost.size()
                  + " files are too large to be kept: a change to them cannot be undone"
                  + list(lost)));
    }
    if (firstBlock && !snapshot.generated().isEmpty()) {
      warnings.add(
          warning(
              "ignored files in generated folders are not kept: a change to them cannot be undone"
                  + list(snapshot.generated())));
    }
    return warnings;
  }

  private static String list(List<TreePath> paths) {
    StringBuilder lines = new StringBuilder();
    paths.stream().limit(MOST_NAMED).forEach(path -> lines.append("\n  ").append(named(path)));
    if (paths.size() > MOST_NAMED) {
      lines.append("\n  … and ").append(paths.size() - MOST_NAMED).append(" more");
    }
    return lines.toString();
  }

  private static String named(TreePath path) {
    return "`" + path.display() + "`";
  }

  private static Problem warning(String message) {
    return Problem.warning(ProblemCode.UNDO_LOST, message, null);
  }
}
