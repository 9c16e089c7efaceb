package dev.execsession.config;

import dev.execsession.policy.OnMissing;
import dev.execsession.problem.SourceSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attestation and checks that are required when certain files change.
 *
 * @param when gitignore patterns of the files to which it applies
 * @param skills names of skills to whose paths it applies too
 * @param attest the sentence to attest; absent when the policy has only checks
 * @param where its position in {@code .exec-session.yml}; absent for an unchanged built-in policy
 */
public record PolicyConfig(
    String id,
    List<String> when,
    List<String> skills,
    List<CheckConfig> checks,
    @Nullable String attest,
    OnMissing onMissing,
    boolean enabled,
    @Nullable SourceSpan where) {
  public PolicyConfig {
    when = List.copyOf(when);
    skills = List.copyOf(skills);
    checks = List.copyOf(checks);
  }
}
