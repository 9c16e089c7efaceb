package dev.execsession.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The judgement of a block's work: results of checks, and answers to prompts.
 *
 * @param changes all differences, as judged
 * @param reasons why it is not done
 * @param risks that remain
 * @param digest covered by an approval; absent until judged
 * @param attestations valid until the next attempt, as {@code docs} is
 */
record Verification(
    List<Fact.Change> changes,
    List<String> reasons,
    List<String> risks,
    @Nullable String digest,
    List<Fact.Check> checks,
    List<Fact.ManualCheck> manualChecks,
    List<Fact.Attestation> attestations,
    Fact.@Nullable Docs docs) {
  static final Verification NONE =
      new Verification(
          List.of(), List.of(), List.of(), null, List.of(), List.of(), List.of(), null);

  static Verification of(Event.Carried carried) {
    return new Verification(
        carried.changes(),
        List.of(),
        List.of(),
        null,
        carried.checks(),
        List.of(),
        List.of(),
        null);
  }

  Verification recheck() {
    return new Verification(
        List.of(), List.of(), List.of(), null, List.of(), List.of(), attestations, docs);
  }

  Verification judged(Event.Judged event) {
    return new Verification(
        event.changes(),
        event.reasons(),
        event.risks(),
        event.digest(),
        checks,
        manualChecks,
        attestations,
        docs);
  }

  Verification because(List<String> why) {
    return new Verification(changes, why, risks, digest, checks, manualChecks, attestations, docs);
  }

  Verification withoutDigest() {
    return new Verification(
        changes, reasons, risks, null, checks, manualChecks, attestations, docs);
  }

  Verification plus(Fact.Check check) {
    return new Verification(
        changes,
        reasons,
        risks,
        digest,
        Lists.plus(checks, check),
        manualChecks,
        attestations,
        docs);
  }

  Verification plus(Fact.ManualCheck check) {
    return new Verification(
        changes,
        reasons,
        risks,
        digest,
        checks,
        Lists.with(manualChecks, check, Fact.ManualCheck::text),
        attestations,
        docs);
  }

  Verification plus(Fact.Attestation attestation) {
    return new Verification(
        changes,
        reasons,
        risks,
        digest,
        checks,
        manualChecks,
        Lists.with(attestations, attestation, Fact.Attestation::policy),
        docs);
  }

  Verification with(Fact.Docs answer) {
    return new Verification(
        changes, reasons, risks, digest, checks, manualChecks, attestations, answer);
  }
}
