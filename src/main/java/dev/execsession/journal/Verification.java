package dev.execsession.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a block's work when it was judged, and what was said of it.
 *
 * @param changes everything that differs, as judged
 * @param reasons why it is not done
 * @param risks what remains
 * @param digest what an approval covers; absent until it was judged
 * @param attestations they hold until the next attempt, as {@code docs} does
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

  /** Returns what was done in an earlier session. */
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
        Lists.with(checks, check, Fact.Check::key),
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

  Verification plus(Fact.Attestation given) {
    return new Verification(
        changes,
        reasons,
        risks,
        digest,
        checks,
        manualChecks,
        Lists.with(attestations, given, Fact.Attestation::policy),
        docs);
  }

  Verification with(Fact.Docs answer) {
    return new Verification(
        changes, reasons, risks, digest, checks, manualChecks, attestations, answer);
  }
}
