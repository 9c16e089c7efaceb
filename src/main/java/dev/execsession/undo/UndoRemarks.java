package dev.execsession.undo;

import dev.execsession.git.CommitFact;
import dev.execsession.journal.BlockState;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.Restoration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The warnings about changes that an undo leaves in place. */
record UndoRemarks(BlockState block, Observation before, Observation after, Observation now) {
  List<Problem> of(Restoration restoration) {
    List<Problem> remarks = new ArrayList<>();
    if (!restoration.left().isEmpty()) {
      String first = "`" + restoration.left().get(0).display() + "`";
      int more = restoration.left().size() - 1;
      remarks.add(
          remark(
              first + (more == 0 ? " was" : " and " + more + " more were") + " left unchanged",
              null));
    }
    for (String sentence : block.violations()) {
      remarks.add(remark("undo restores only files: " + sentence, null));
    }
    String head = before.refs().headCommit();
    if (!Objects.equals(head, now.refs().headCommit())) {
      String top = now.refs().headCommit();
      boolean last =
          Objects.equals(after.refs().headCommit(), top)
              || (top != null && block.ownCommits().contains(top));
      remarks.add(
          remark(
              "commits stay on the branch: HEAD was at "
                  + CommitFact.abbreviated(String.valueOf(head))
                  + " before block `"
                  + block.id()
                  + "`",
              last && head != null
                  ? "`git reset "
                      + CommitFact.abbreviated(head)
                      + "` removes them from the branch and keeps the files"
                  : "undo the block's commits with `git revert`; newer ones are not its own"));
    }
    return remarks;
  }

  private static Problem remark(String message, @Nullable String hint) {
    return Problem.warning(ProblemCode.UNDO_LOST, message, hint);
  }
}
