package dev.execsession.undo;

import dev.execsession.journal.Actor;
import dev.execsession.journal.Touched;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.FileChange;
import dev.execsession.worktree.Restoration.Handling;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides which changed paths an undo covers: those that the block is on record for, never the
 * plan.
 *
 * @param touched absent from it is what others changed
 * @param everything whether all since the baseline is the block's, because its end is not recorded
 * @param edited paths that others changed after the block did
 */
record BlockRecord(
    TreePath plan, Touched touched, boolean everything, Set<TreePath> edited, LeaveRules leave)
    implements Function<FileChange, Handling> {
  @Override
  public Handling apply(FileChange change) {
    if (change.path().equals(plan) || !isOwn(change)) {
      return Handling.SKIP;
    }
    if (leave.cover(change)) {
      return Handling.LEAVE;
    }
    boolean mixed =
        touched
            .hands(change.path().key())
            .filter(hands -> hands.last() == Actor.BETWEEN)
            .isPresent();
    return !everything && (mixed || edited.contains(change.path()))
        ? Handling.EDITED
        : Handling.RESTORE;
  }

  private boolean isOwn(FileChange change) {
    return everything
        || touched.isOwn(change.path().key())
        || (change.isDirectory() && !touched.shared())
        || (change.isIgnored() && isSideEffect(change));
  }

  private boolean isSideEffect(FileChange change) {
    String shown = change.path().display() + (change.isDirectory() ? "/" : "");
    return touched.ignored().stream()
        .anyMatch(folder -> folder.endsWith("/") ? shown.startsWith(folder) : shown.equals(folder));
  }
}
