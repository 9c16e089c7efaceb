package dev.execsession.policy;

import dev.execsession.text.TreePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy that applies to a block's changes.
 *
 * @param attest the sentence to attest; absent when the policy has only checks
 * @param because the first changed path, by bytes, to which it applies
 */
public record ActivePolicy(
    String id,
    @Nullable String attest,
    List<String> checks,
    OnMissing onMissing,
    TreePath because) {
  public ActivePolicy {
    checks = List.copyOf(checks);
  }
}
