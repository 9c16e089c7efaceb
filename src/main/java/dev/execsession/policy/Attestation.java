package dev.execsession.policy;

/**
 * An answer to a policy's attestation.
 *
 * @param by {@link #EXECUTOR}, or the person's name
 * @param person whether a person answered at the gate, who needs no evidence
 * @param answer only a person can say that the policy does not apply
 * @param evidence a test, a file, a line, or why the policy does not apply; may be empty
 */
public record Attestation(String by, boolean person, Answer answer, String evidence) {
  /** What was answered. */
  public enum Answer {
    GIVEN,
    REFUSED,
    NOT_APPLICABLE
  }

  /** The name under which executors attest. */
  public static final String EXECUTOR = "executor";
}
