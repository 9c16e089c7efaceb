package dev.execsession.policy;

import org.jspecify.annotations.Nullable;

/**
 * The status of a policy's attestation for journal and report.
 *
 * @param policy the policy's id
 * @param by who answered; absent without an answer
 * @param evidence absent when none was given
 */
public record AttestationRecord(
    String policy, Status status, @Nullable String by, @Nullable String evidence) {

  public enum Status {
    GIVEN,
    MISSING,
    REFUSED,
    NOT_APPLICABLE
  }
}
