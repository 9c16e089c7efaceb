package dev.execsession.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks and an attestation that are required when certain files change.
 *
 * @param when patterns of those files
 * @param skills names of skills whose paths also count
 * @param checks commands that must pass, as displayed
 * @param attest the sentence to attest; absent when the policy has only checks
 */
public record Policy(
    String id,
    List<String> when,
    List<String> skills,
    List<String> checks,
    @Nullable String attest,
    OnMissing onMissing) {
  public Policy {
    when = List.copyOf(when);
    skills = List.copyOf(skills);
    checks = List.copyOf(checks);
  }
}
