package dev.execsession.policy;

import dev.execsession.text.TreePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy that a block's changes called for.
 *
 * @param attest the sentence to be attested; absent when only the checks count
 * @param because the first changed path, by bytes, that made it active
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
