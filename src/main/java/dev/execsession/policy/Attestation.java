package dev.execsession.policy;

/**
 * What somebody said about a policy.
 *
 * @param by {@code "executor"}, or the person's name
 * @param person whether a person said it at the gate, whose word needs no evidence
 * @param given whether it was affirmed; false is an explicit refusal
 * @param evidence what shows it: a test, a file, a line; may be empty
 */
public record Attestation(String by, boolean person, boolean given, String evidence) {}
