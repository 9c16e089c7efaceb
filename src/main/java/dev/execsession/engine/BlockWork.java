package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.drift.DriftFinding;
import dev.execsession.journal.Actor;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Handover;
import dev.execsession.journal.Outcome;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Stop;
import dev.execsession.scan.Assessment;
import dev.execsession.scan.Contents;
import dev.execsession.scan.ResultDigest;
import dev.execsession.scan.Scans;
import dev.execsession.text.TextSanitizer;
import java.util.List;

/** Evaluates a block's work and the ways it can end. */
record BlockWork(
    Contract contract,
    Scans scans,
    Contents contents,
    Drift drift,
    Losses losses,
    PutBack putBack) {
  private static final int MOST_EVIDENCE = 200;

  /**
   * Returns everything that differs from the block's baseline, without what a person accepted as
   * their own. Changes that are not on record are the executor's.
   */
  Assessment whole(BlockContract block, SessionState now) {
    return scans
        .since(baseline(block, now), block.scope(), Actor.EXECUTOR)
        .attributed(now.block(block.id()).touched())
        .withoutSentences(now.block(block.id()).foundRisks())
        .withSentences(open(block, now))
        .lessAccepted(now);
  }

  /**
   * Returns the findings of an earlier session about the block's work that are still to be seen.
   */
  List<String> open(BlockContract block, SessionState now) {
    Handover.TakenOver taken = now.block(block.id()).takenOver().orElse(null);
    List<String> open = taken == null ? null : taken.open();
    String before = taken == null ? null : taken.before();
    if (open == null || before == null) {
      return List.of();
    }
    List<String> seen = scans.since(before, block.scope(), Actor.EXECUTOR).violations();
    return open.stream()
        .filter(said -> seen.contains(said) && !now.acceptedViolations().contains(said))
        .toList();
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
    String diff = contents.evidence(scans.history().since(baseline(block, now)), block.scope());
    Fact.Escalation scope =
        Escalations.scope(
            block.id(), seen, diff.lines().limit(MOST_EVIDENCE).toList(), putBack.commands(seen));
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
    return ResultDigest.of(
        contract.digest(), block.id(), whole.delta().files(), contents::identity);
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
