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
 */
record Verification(
    List<Fact.Change> changes,
    List<String> reasons,
    List<String> risks,
    @Nullable String digest,
    List<Fact.Check> checks,
    Answers answers) {
  static final Verification NONE =
      new Verification(List.of(), List.of(), List.of(), null, List.of(), Answers.NONE);

  static Verification of(Handover.Carried carried) {
    Fact.Evidence evidence = carried.evidence();
    return new Verification(
        carried.changes(),
        List.of(),
        evidence == null ? List.of() : evidence.risks(),
        null,
        carried.checks(),
        evidence == null
            ? Answers.NONE
            : new Answers(null, evidence.manualChecks(), evidence.attestations(), evidence.docs()));
  }

  Verification recheck() {
    return new Verification(List.of(), List.of(), List.of(), null, List.of(), answers.affirmed());
  }

  Verification judged(Event.Judged event) {
    return new Verification(
        event.changes(), event.reasons(), event.risks(), event.digest(), checks, answers);
  }

  Verification accepted(Grant.AcceptedOver event) {
    return new Verification(
        event.changes(),
        List.of(),
        Lists.plus(event.risks(), event.risk()),
        event.digest(),
        checks,
        answers);
  }

  Verification because(List<String> why) {
    return new Verification(changes, why, risks, digest, checks, answers);
  }

  Verification withoutDigest() {
    return new Verification(changes, reasons, risks, null, checks, answers);
  }

  Verification plus(Fact.Check check) {
    return new Verification(
        changes, reasons, risks, digest, Lists.with(checks, check, Fact.Check::key), answers);
  }

  /** Returns this with an answer about a result; answers about another one hold no longer. */
  Verification answered(@Nullable String result, UnaryOperator<Answers> answer) {
    return new Verification(
        changes, reasons, risks, digest, checks, answer.apply(answers.about(result)));
  }
}
