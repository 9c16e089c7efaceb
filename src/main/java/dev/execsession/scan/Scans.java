package dev.execsession.scan;

import dev.execsession.journal.Actor;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.worktree.Observation;

/** Scans and judges in one step. */
public final class Scans {
  private final ScanHistory history;
  private final ChangeAssessor assessor;

  public Scans(ScanHistory history, ChangeAssessor assessor) {
    this.history = history;
    this.assessor = assessor;
  }

  public ScanHistory history() {
    return history;
  }

  /** Scans the worktree and judges the difference from the last scan. */
  public Assessment scan(ScopeJudge scope, Actor by) {
    Scan scan = history.scan();
    Assessment seen = assessor.assess(scan, scope, by);
    return by == Actor.BETWEEN
        ? seen
        : seen.withSentences(history.keptWork().lostStashes(scan.delta()))
            .withRisks(history.keptWork().lostStaged(scan.delta()));
  }

  /** Judges the difference between an earlier scan and the current tree, without keeping a scan. */
  public Assessment peek(String scan, ScopeJudge scope, Actor by) {
    return assessor.assess(history.peek(scan), scope, by);
  }

  /** Judges the difference between two scans of an earlier session. */
  public Assessment between(Observation before, Observation after, ScopeJudge scope, Actor by) {
    return assessor.assess(history.between(before, after), scope, by);
  }

  /** Judges the difference between an earlier scan and the last one. */
  public Assessment since(String scan, ScopeJudge scope, Actor by) {
    return assessor.assess(history.since(scan), scope, by);
  }
}
