package dev.execsession.undo;

import dev.execsession.git.CommitFact;
import dev.execsession.journal.BlockState;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.text.PathGroups;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.FileChange;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.Restoration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The warnings about what an undo leaves in place.
 *
 * @param git sentences about git that are printed otherwise
 */
record UndoRemarks(
    BlockState block, Observation before, Observation after, Observation now, List<String> git) {
  private static final int MOST_LINES = 20;

  List<Problem> of(Restoration restoration) {
    List<Problem> remarks = new ArrayList<>();
    for (PathGroups.Group group :
        PathGroups.of(restoration.left().stream().map(TreePath::display).toList(), MOST_LINES)) {
      remarks.add(
          remark(
              group.shown()
                  + (group.count() == 1
                      ? " was left unchanged"
                      : ": " + counted(group.count(), "path") + " were left unchanged"),
              null));
    }
    remarks.addAll(unkept(restoration.unkept()));
    for (String sentence : block.violations()) {
      if (!git.contains(sentence)) {
        remarks.add(remark("undo restores only files: " + sentence, null));
      }
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

  /** Returns a line for each folder with changes whose earlier content was not kept. */
  private static List<Problem> unkept(List<FileChange> changes) {
    Map<String, Integer> folders = new TreeMap<>();
    for (FileChange change : changes) {
      TreePath folder = change.ignored().folder();
      TreePath place = folder == null ? change.path().parent() : folder;
      folders.merge(place.raw().isEmpty() ? "" : place.display() + "/", 1, Integer::sum);
    }
    List<Problem> remarks = new ArrayList<>();
    folders.entrySet().stream()
        .limit(MOST_LINES)
        .forEach(
            folder ->
                remarks.add(
                    remark(
                        "`"
                            + (folder.getKey().isEmpty() ? "./" : folder.getKey())
                            + "`: "
                            + counted(folder.getValue(), "file")
                            + (folder.getValue() == 1
                                ? " was not kept for its size and stays as it is"
                                : " were not kept for their size and stay as they are"),
                        null)));
    if (folders.size() > MOST_LINES) {
      remarks.add(remark("and " + (folders.size() - MOST_LINES) + " more folders", null));
    }
    return remarks;
  }

  private static String counted(int number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  /** Returns a warning for each choice that covers nothing. */
  static List<Problem> unused(LeaveRules rules) {
    return rules.unused().stream()
        .map(
            word ->
                remark(
                    "`--leave " + word + "` matches nothing that would be restored",
                    "name a path, a folder or a pattern as in a scope, from the worktree's root"))
        .toList();
  }

  /** Returns a warning for each sentence. */
  static List<Problem> ofGit(List<String> sentences) {
    return sentences.stream().map(sentence -> remark(sentence, null)).toList();
  }

  private static Problem remark(String message, @Nullable String hint) {
    return Problem.warning(ProblemCode.UNDO_LOST, message, hint);
  }
}
