package dev.execsession.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A promise that is asked for when certain files were changed.
 *
 * @param when patterns of those files
 * @param skills names of skills whose paths count too
 * @param checks commands that must pass, as they are shown
 * @param attest the sentence to be attested; absent when the checks are all there is
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
