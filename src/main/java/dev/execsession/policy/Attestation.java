package dev.execsession.policy;

/**
 * An answer to a policy's attestation.
 *
 * @param by {@link #EXECUTOR}, or the person's name
 * @param person whether a person answered at the gate, who needs no evidence
 * @param given whether it was confirmed; false is an explicit refusal
 * @param evidence a test, a file, a line; may be empty
 */
public record Attestation(String by, boolean person, boolean given, String evidence) {
  /** The name under which executors attest. */
  public static final String EXECUTOR = "executor";
}
