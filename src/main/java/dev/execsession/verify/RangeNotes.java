package dev.execsession.verify;

import dev.execsession.git.CommitFact;
import dev.execsession.git.RangeCommit;
import dev.execsession.report.Verification;
import dev.execsession.scope.ChangeKind;
import dev.execsession.text.PathGroups;
import dev.execsession.text.TreePath;
import dev.execsession.text.UnicodeForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects what a reader should know apart from the verdicts. */
record RangeNotes(Range range, List<PlanSide> plans, Owners owners) {
  private static final int MOST_NAMED = 5;

  List<String> of(List<RangeCommit> commits, List<PathWork> works, List<Verification.Path> paths) {
    List<String> notes = new ArrayList<>(range.notes());
    plans.forEach(plan -> notes.addAll(plan.notes()));
    for (RangeCommit commit : commits) {
      if (commit.isMerge() && !commit.changes().isEmpty()) {
        notes.add(
            "merge "
                + name(commit)
                + " holds in "
                + count(commit.changes().size())
                + " what no clean merge would; they count as its own");
      }
      commit.blocks().stream()
          .filter(block -> !owners.has(block))
          .map(
              block -> "commit " + name(commit) + " names block `" + block + "`, which no plan has")
          .forEach(notes::add);
    }
    for (PathWork work : works) {
      if (work.isSubmodule()) {
        notes.add(shown(work) + " is a submodule: that it moved is judged, its commits are not");
      } else if (work.kind() == ChangeKind.TYPE) {
        notes.add(shown(work) + " changed its type: file, link or submodule");
      }
    }
    addCases(works, notes);
    List<String> shared =
        paths.stream()
            .filter(path -> path.plans().size() > 1)
            .map(Verification.Path::path)
            .toList();
    if (!shared.isEmpty()) {
      notes.add(
          count(shared.size())
              + " in the scope of several plans: "
              + String.join(
                  ", ",
                  PathGroups.of(shared, MOST_NAMED).stream()
                      .map(PathGroups.Group::shown)
                      .toList()));
    }
    return notes;
  }

  /** A file system that ignores case has only one of them. */
  private static void addCases(List<PathWork> works, List<String> notes) {
    Map<String, TreePath> seen = new HashMap<>();
    for (PathWork work : works) {
      TreePath path = work.path();
      TreePath other =
          seen.putIfAbsent(UnicodeForm.composed(path.text()).toLowerCase(Locale.ROOT), path);
      if (other != null) {
        notes.add("`" + other.display() + "` and `" + path.display() + "` differ only in case");
      }
    }
  }

  private static String shown(PathWork work) {
    return "`" + work.path().display() + "`";
  }

  private static String name(RangeCommit commit) {
    return "`" + CommitFact.abbreviated(commit.id()) + "`";
  }

  private static String count(int paths) {
    return paths == 1 ? "one path" : paths + " paths";
  }
}
