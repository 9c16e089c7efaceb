package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.drift.DriftFinding;
import dev.execsession.journal.Actor;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Outcome;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Stop;
import dev.execsession.scan.Assessment;
import dev.execsession.scan.Contents;
import dev.execsession.scan.ResultDigest;
import dev.execsession.scan.Scans;
import dev.execsession.text.TextSanitizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Evaluates a block's work and the ways it can end. */
record BlockWork(Contract contract, Scans scans, Contents contents, Drift drift, Losses losses) {
  private static final int MOST_EVIDENCE = 200;

  /**
   * Returns everything that differs from the block's baseline, without what a person accepted as
   * their own. Changes not recorded for checks or people are the executor's.
   */
  Assessment whole(BlockContract block, SessionState now) {
    Map<String, Actor> by = new HashMap<>();
    now.block(block.id()).changes().forEach(change -> by.put(change.path(), change.by()));
    return scans
        .since(baseline(block, now), block.scope(), path -> by.getOrDefault(path, Actor.EXECUTOR))
        .withoutSentences(now.block(block.id()).foundRisks())
        .lessAccepted(now);
  }

  /** Returns the judgement of work that may be accepted. */
  Event.Judged good(BlockContract block, Assessment whole, List<String> risks) {
    return judged(block, Outcome.GOOD, List.of(), whole, risks);
  }

  /** Ends the run because the block is not done. */
  Transition bad(BlockContract block, Assessment whole, List<String> reasons) {
    return new Transition.Halt(
        Stop.BLOCKED,
        List.of(
            judged(block, Outcome.BAD, reasons, whole, flaggedIncludes(whole)),
            new Event.Blocked(block.id(), reasons)));
  }

  /** Ends the run and returns the block to planning. */
  Transition escalated(BlockContract block, Assessment seen, Fact.Escalation escalation) {
    return new Transition.Halt(
        Stop.ESCALATED,
        List.of(
            judged(block, Outcome.BAD, List.of(escalation.detail()), seen, List.of()),
            new Event.Escalated(escalation)));
  }

  /**
   * An edited contract is the more serious drift, so it is reported first, with its differences.
   */
  Transition outOfScope(BlockContract block, SessionState now, Assessment forbidden) {
    Assessment seen = forbidden.plusSentences(losses.of(block, now, forbidden));
    String diff = contents.diff(scans.history().since(baseline(block, now)), block.scope());
    Fact.Escalation scope =
        Escalations.scope(block.id(), seen, diff.lines().limit(MOST_EVIDENCE).toList());
    boolean planTouched =
        seen.changes().stream().anyMatch(change -> change.path().equals(contract.planPath()));
    List<DriftFinding> objective = planTouched ? drift.objective() : List.of();
    return escalated(
        block,
        seen,
        objective.isEmpty() ? scope : Escalations.objective(block.id(), objective, scope));
  }

  /**
   * A change under an include with a condition, {@code only the limits key}, is allowed but must be
   * reviewed.
   */
  static List<String> flaggedIncludes(Assessment whole) {
    return whole.changes().stream()
        .filter(change -> !change.isViolation() && change.note() != null)
        .map(
            change ->
                "`"
                    + TextSanitizer.oneLine(change.path())
                    + "` changed; note on its include: "
                    + change.note())
        .toList();
  }

  /** Returns the digest of what the block left. */
  String digest(BlockContract block, Assessment whole) {
    return ResultDigest.of(contract.digest(), block.id(), whole.delta().files());
  }

  static String baseline(BlockContract block, SessionState now) {
    return now.block(block.id()).baseline().orElseThrow();
  }

  private Event.Judged judged(
      BlockContract block,
      Outcome outcome,
      List<String> reasons,
      Assessment seen,
      List<String> risks) {
    return new Event.Judged(
        block.id(), outcome, reasons, seen.changes(), risks, digest(block, seen));
  }
}
