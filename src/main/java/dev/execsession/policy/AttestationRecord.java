package dev.execsession.policy;

import org.jspecify.annotations.Nullable;

/**
 * How a policy's attestation stands, as journal and report keep it.
 *
 * @param policy its id
 * @param by who gave or refused it; absent when nobody did
 * @param evidence what was said; absent when nothing was
 */
public record AttestationRecord(
    String policy, Status status, @Nullable String by, @Nullable String evidence) {

  /** Whether the promise was made. */
  public enum Status {
    GIVEN,
    MISSING,
    REFUSED
  }
}
