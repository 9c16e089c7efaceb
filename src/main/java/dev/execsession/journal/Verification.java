package dev.execsession.journal;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The judgement of a block's work: results of checks, and answers to prompts.
 *
 * @param changes all differences, as judged
 * @param reasons why it is not done
 * @param risks that remain
 * @param digest covered by an approval; absent until judged
 * @param history earlier results of checks that did not pass and ran again
 */
record Verification(
    List<Fact.Change> changes,
    List<String> reasons,
    List<String> risks,
    @Nullable String digest,
    List<Fact.Check> checks,
    List<EarlierResult> history,
    Answers answers) {
  static final Verification NONE =
      new Verification(List.of(), List.of(), List.of(), null, List.of(), List.of(), Answers.NONE);

  static Verification of(Handover.Carried carried) {
    Handover.Evidence evidence = carried.evidence();
    return new Verification(
        carried.changes(),
        List.of(),
        evidence == null ? List.of() : evidence.risks(),
        null,
        carried.checks(),
        evidence == null || evidence.history() == null ? List.of() : evidence.history(),
        evidence == null
            ? Answers.NONE
            : new Answers(null, evidence.manualChecks(), evidence.attestations(), evidence.docs()));
  }

  Verification recheck(int attempt) {
    return anew(attempt, answers.affirmed());
  }

  /**
   * Returns nothing but the history.
   *
   * @param last the attempt that the results are of
   */
  Verification attempt(int last) {
    return anew(last, Answers.NONE);
  }

  private Verification anew(int attempt, Answers kept) {
    return new Verification(
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        Lists.union(history, Lists.failed(checks, attempt)),
        kept);
  }

  Verification judged(Event.Judged event) {
    return new Verification(
        event.changes(), event.reasons(), event.risks(), event.digest(), checks, history, answers);
  }

  Verification accepted(Grant.AcceptedOver event) {
    return new Verification(
        event.changes(),
        List.of(),
        Lists.plus(event.risks(), event.risk()),
        event.digest(),
        checks,
        history,
        answers);
  }

  Verification because(List<String> why) {
    return new Verification(changes, why, risks, digest, checks, history, answers);
  }

  Verification withoutDigest() {
    return new Verification(changes, reasons, risks, null, checks, history, answers);
  }

  Verification plus(Fact.Check check, int attempt) {
    List<Fact.Check> replaced =
        checks.stream().filter(known -> known.key().equals(check.key())).toList();
    return new Verification(
        changes,
        reasons,
        risks,
        digest,
        Lists.with(checks, check, Fact.Check::key),
        Lists.union(history, Lists.failed(replaced, attempt)),
        answers);
  }

  /** Returns this with an answer about a result; answers about another one hold no longer. */
  Verification answered(@Nullable String result, UnaryOperator<Answers> answer) {
    return new Verification(
        changes, reasons, risks, digest, checks, history, answer.apply(answers.about(result)));
  }
}
