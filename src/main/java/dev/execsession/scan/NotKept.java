package dev.execsession.scan;

import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.Snapshot;
import java.util.List;
import java.util.Optional;

/** Reports files that could not be restored if a block destroyed them. */
public final class NotKept {
  private static final int MOST_NAMED = 20;

  private NotKept() {}

  /** Returns a warning that lists the files that are too large. */
  public static Optional<Problem> warning(Snapshot snapshot) {
    List<TreePath> lost = snapshot.notRecoverable();
    if (lost.isEmpty()) {
      return Optional.empty();
    }
    String message =
        lost.size() == 1
            ? named(lost.get(0)) + " is too large to keep: changes to it cannot be undone"
            : lost.size()
                + " files are too large to keep: changes to them cannot be undone"
                + list(lost);
    return Optional.of(Problem.warning(ProblemCode.UNDO_LOST, message, null));
  }

  /** Returns a remark on generated folders, which are not kept. */
  public static Optional<String> remark(Snapshot snapshot) {
    List<TreePath> folders = snapshot.generated();
    if (folders.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of("ignored files in " + first(folders) + " are not kept for undo");
  }

  /** Returns a remark on folders that are not scanned. */
  public static Optional<String> unwatched(List<TreePath> folders) {
    return folders.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "not watched: " + first(folders) + "; other worktrees, or ignored and unreadable");
  }

  private static String first(List<TreePath> folders) {
    String named = String.join(", ", folders.stream().limit(3).map(NotKept::named).toList());
    int more = folders.size() - 3;
    return named + (more > 0 ? " and " + more + " more" : "");
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
}
