package dev.execsession.scan;

import dev.execsession.git.CommitFact;
import dev.execsession.git.IndexChange;
import dev.execsession.git.RefChange;
import dev.execsession.scope.Judgement;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.Delta;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Judges what git's own files tell: commits, refs, the index, and what was thrown away again. */
final class GitFindings {
  private final boolean commitsAllowed;
  private final ScopeJudge plan;
  private final ScopeJudge scope;
  private final Delta delta;
  private final Set<String> ownCommits;

  /**
   * @param plan the whole plan's scope
   * @param ownCommits ids of commits that the session made; they are nobody's change
   */
  GitFindings(
      boolean commitsAllowed,
      ScopeJudge plan,
      ScopeJudge scope,
      Delta delta,
      Set<String> ownCommits) {
    this.commitsAllowed = commitsAllowed;
    this.plan = plan;
    this.scope = scope;
    this.delta = delta;
    this.ownCommits = Set.copyOf(ownCommits);
  }

  /** Returns the forbidden paths of commits and of the index. */
  List<String> paths() {
    return Stream.concat(
            Stream.concat(commits(), lost())
                .flatMap(commit -> commit.paths().stream())
                .filter(path -> scope.judge(path, false).verdict().isViolation()),
            delta.traces().index().stream().filter(this::isForbidden).map(IndexChange::path))
        .map(TreePath::text)
        .distinct()
        .toList();
  }

  /** Returns the commits that are not our own. */
  Stream<CommitFact> commits() {
    return delta.commits().stream().filter(commit -> !ownCommits.contains(commit.id()));
  }

  /** Returns a sentence for everything that may not be. */
  List<String> violations() {
    Set<String> sentences = new LinkedHashSet<>();
    for (String file : delta.controlFiles()) {
      sentences.add("git's own file `" + file + "` changed");
    }
    for (RefChange change : delta.refs()) {
      if (!change.kind().isAllowed()) {
        sentences.add(change.sentence());
      }
    }
    for (CommitFact commit : commits().toList()) {
      if (!commitsAllowed) {
        sentences.add(
            "commit `"
                + CommitFact.abbreviated(commit.id())
                + "` was made, and `commits` is `forbid`");
      }
      for (TreePath path : commit.paths()) {
        Judgement judgement = scope.judge(path, false);
        if (judgement.verdict().isViolation()) {
          sentences.add(
              "commit `"
                  + CommitFact.abbreviated(commit.id())
                  + "` touches `"
                  + path.display()
                  + "`: "
                  + words(judgement));
        }
      }
    }
    for (IndexChange change : delta.traces().index()) {
      if (isForbidden(change)) {
        sentences.add(change.sentence() + ": " + rule(change));
      }
    }
    sentences.addAll(upkeep());
    return List.copyOf(sentences);
  }

  /** Returns what is said of logs, objects, and commits that nothing leads to. */
  List<String> upkeep() {
    Set<String> sentences = new LinkedHashSet<>(delta.traces().sentences());
    for (CommitFact commit : lost().toList()) {
      for (TreePath path : commit.paths()) {
        Judgement judgement = scope.judge(path, false);
        if (judgement.verdict().isViolation()) {
          sentences.add(
              "commit `"
                  + CommitFact.abbreviated(commit.id())
                  + "`, made and thrown away again, touches `"
                  + path.display()
                  + "`: "
                  + words(judgement));
        }
      }
    }
    return List.copyOf(sentences);
  }

  private Stream<CommitFact> lost() {
    return delta.traces().lost().stream().filter(commit -> !ownCommits.contains(commit.id()));
  }

  /**
   * Work of any block may be staged, and a sparse checkout gives a file back that was made again.
   */
  private boolean isForbidden(IndexChange change) {
    boolean included = !stagedAs(change).verdict().isViolation();
    return switch (change.kind()) {
      case STAGED, UNFLAGGED -> !included;
      case FLAGGED, CONFLICT -> true;
    };
  }

  private Judgement stagedAs(IndexChange change) {
    return plan.judge(change.path(), false);
  }

  private String rule(IndexChange change) {
    Judgement judgement = stagedAs(change);
    return judgement.verdict().isViolation() ? words(judgement) : "git is not to look away from it";
  }

  private static String words(Judgement judgement) {
    return judgement.verdict().jsonName() + " (" + judgement.rule() + ")";
  }
}
