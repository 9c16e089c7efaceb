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

/** Judges the changes in git's own files: commits, refs, the index, and discarded commits. */
final class GitFindings {
  private final boolean commitsAllowed;
  private final ScopeJudge plan;
  private final ScopeJudge scope;
  private final Delta delta;
  private final Set<String> ownCommits;

  /**
   * @param plan the whole plan's scope
   * @param ownCommits ids of the session's own commits, which do not count as changes
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

  /** Returns the commits other than our own. */
  Stream<CommitFact> commits() {
    return delta.commits().stream().filter(commit -> !ownCommits.contains(commit.id()));
  }

  /** Returns a sentence for each violation. */
  List<String> violations() {
    Set<String> sentences = new LinkedHashSet<>();
    for (String file : delta.controlFiles()) {
      sentences.add("git's file `" + file + "` changed");
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
                + "` was created, but `commits` is `forbid`");
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
    sentences.addAll(maintenance());
    return List.copyOf(sentences);
  }

  /** Returns the violations that concern git's logs, objects, and unreachable commits. */
  List<String> maintenance() {
    Set<String> sentences = new LinkedHashSet<>(delta.traces().sentences());
    for (CommitFact commit : lost().toList()) {
      for (TreePath path : commit.paths()) {
        Judgement judgement = scope.judge(path, false);
        if (judgement.verdict().isViolation()) {
          sentences.add(
              "commit `"
                  + CommitFact.abbreviated(commit.id())
                  + "`, created and discarded, touches `"
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
   * Changes within any block's scope may be staged, and a sparse checkout materializes a file that
   * was recreated.
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
    return judgement.verdict().isViolation()
        ? words(judgement)
        : "must not be marked skip-worktree or assume-unchanged";
  }

  private static String words(Judgement judgement) {
    return judgement.verdict().jsonName() + " (" + judgement.rule() + ")";
  }
}
