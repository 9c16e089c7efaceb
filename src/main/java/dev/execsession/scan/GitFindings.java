package dev.execsession.scan;

import dev.execsession.git.CommitFact;
import dev.execsession.git.IndexChange;
import dev.execsession.git.RefChange;
import dev.execsession.git.RefChangeKind;
import dev.execsession.journal.Actor;
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
  private static final int MOST_NAMED = 3;

  private final boolean commitsAllowed;
  private final ScopeJudge plan;
  private final ScopeJudge scope;
  private final Delta delta;
  private final Set<String> ownCommits;
  private final ControlFindings control;
  private final Actor by;

  /**
   * @param plan the whole plan's scope
   * @param ownCommits ids of commits that the session made, which are not judged
   * @param control what was found of what controls git
   */
  GitFindings(
      boolean commitsAllowed,
      ScopeJudge plan,
      ScopeJudge scope,
      Delta delta,
      Set<String> ownCommits,
      ControlFindings control,
      Actor by) {
    this.by = by;
    this.commitsAllowed = commitsAllowed;
    this.plan = plan;
    this.scope = scope;
    this.delta = delta;
    this.ownCommits = Set.copyOf(ownCommits);
    this.control = control;
  }

  /** Returns the forbidden paths in commits and in the index. */
  List<String> paths() {
    return Stream.concat(
            Stream.of(commits(), delta.elsewhere().stream(), lost())
                .flatMap(all -> all)
                .flatMap(commit -> commit.paths().stream())
                .filter(path -> scope.judge(path, false).verdict().isViolation()),
            delta.traces().index().stream().filter(this::isForbidden).map(IndexChange::path))
        .map(TreePath::text)
        .distinct()
        .toList();
  }

  /** Returns the branch's new commits that the session did not make. */
  Stream<CommitFact> commits() {
    return delta.commits().stream().filter(commit -> !ownCommits.contains(commit.id()));
  }

  /** Returns a sentence for each violation. */
  List<String> violations() {
    Set<String> sentences = new LinkedHashSet<>(control.violations());
    for (RefChange change : delta.refs()) {
      if (change.kind().isViolation()) {
        sentences.add(change.sentence());
      }
    }
    for (CommitFact commit : commits().toList()) {
      String name = "commit `" + CommitFact.abbreviated(commit.id()) + "` ";
      if (!commitsAllowed) {
        sentences.add(name + "was made, and `commits` is `forbid`");
      }
      if (commit.bearsOurTrailers() && by != Actor.BETWEEN) {
        sentences.add(name + "bears trailers that only this tool writes");
      }
      addPaths(commit, "touches", sentences);
    }
    for (CommitFact commit : delta.elsewhere()) {
      addPaths(commit, "on another branch touches", sentences);
    }
    for (IndexChange change : delta.traces().index()) {
      if (isForbidden(change)) {
        sentences.add(change.sentence() + ": " + rule(change));
      }
    }
    sentences.addAll(maintenance());
    return List.copyOf(sentences);
  }

  /**
   * Returns the violations that concern logs and unreachable commits, and the records that a person
   * made between two runs.
   */
  List<String> maintenance() {
    Set<String> sentences = new LinkedHashSet<>(delta.traces().sentences());
    delta.refs().stream()
        .filter(this::isRecorded)
        .forEach(change -> sentences.add(change.sentence()));
    lost().forEach(commit -> addPaths(commit, "was created and discarded, touches", sentences));
    return List.copyOf(sentences);
  }

  /**
   * Returns whether a person recorded something between two runs, such as the approval of a plan.
   */
  private boolean isRecorded(RefChange change) {
    return by == Actor.BETWEEN && change.kind() == RefChangeKind.OWN && change.before() == null;
  }

  private void addPaths(CommitFact commit, String verb, Set<String> sentences) {
    for (TreePath path : commit.paths()) {
      Judgement judgement = scope.judge(path, false);
      if (judgement.verdict().isViolation()) {
        sentences.add(
            "commit `"
                + CommitFact.abbreviated(commit.id())
                + "` "
                + verb
                + " `"
                + path.display()
                + "`: "
                + words(judgement));
      }
    }
  }

  /** Returns ordinary events in the repository, for the report. */
  List<String> notes() {
    Set<String> sentences = new LinkedHashSet<>(control.notes());
    sentences.addAll(delta.traces().notes());
    for (RefChangeKind kind : RefChangeKind.values()) {
      List<String> changes =
          delta.refs().stream()
              .filter(change -> change.kind() == kind && kind.isNote())
              .map(RefChange::sentence)
              .toList();
      changes.stream().limit(MOST_NAMED).forEach(sentences::add);
      if (changes.size() > MOST_NAMED) {
        sentences.add("and " + (changes.size() - MOST_NAMED) + " more refs of this kind");
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
