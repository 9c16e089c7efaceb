package dev.execsession.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was answered about a block's work. Answers hold for the bytes that they were given for.
 *
 * @param digest the result that they are about; absent in older journals
 */
record Answers(
    @Nullable String digest,
    List<Fact.ManualCheck> manualChecks,
    List<Fact.Attestation> attestations,
    Fact.@Nullable Docs docs) {
  static final Answers NONE = new Answers(null, List.of(), List.of(), null);

  /** Returns whether the answers were given for these bytes, or in an older journal. */
  boolean holdFor(@Nullable String result) {
    return result == null || digest == null || digest.equals(result);
  }

  /** Returns the answers that hold for a result. */
  Answers about(@Nullable String result) {
    return holdFor(result)
        ? new Answers(result, manualChecks, attestations, docs)
        : new Answers(result, List.of(), List.of(), null);
  }

  /** Returns the answers without those that can be given anew. */
  Answers affirmed() {
    return new Answers(
        digest,
        manualChecks.stream()
            .filter(check -> check.status() == Fact.ManualCheck.Status.PASSED)
            .toList(),
        attestations.stream()
            .filter(
                answer ->
                    answer.status() == Fact.Attestation.Status.GIVEN
                        || answer.status() == Fact.Attestation.Status.NOT_APPLICABLE)
            .toList(),
        docs == null || docs.status() == Fact.Docs.Status.MISSING ? null : docs);
  }

  Answers plus(Fact.ManualCheck check) {
    return new Answers(
        digest, Lists.with(manualChecks, check, Fact.ManualCheck::text), attestations, docs);
  }

  Answers plus(Fact.Attestation given) {
    return new Answers(
        digest, manualChecks, Lists.with(attestations, given, Fact.Attestation::policy), docs);
  }

  Answers with(Fact.Docs answer) {
    return new Answers(digest, manualChecks, attestations, answer);
  }
}
