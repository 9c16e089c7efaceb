package dev.execsession.config;

import dev.execsession.policy.OnMissing;
import dev.execsession.problem.SourceSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A promise that somebody must give, or checks that must pass, when certain files were changed.
 *
 * @param when gitignore patterns of the files that make it active
 * @param skills names of skills whose paths make it active too
 * @param attest the sentence to be attested; absent when the checks are all there is
 * @param enabled whether it is looked at
 * @param where its place in {@code .exec-session.yml}; absent when it was shipped unchanged
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
