package dev.execsession.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a person gave an approval or a permission.
 *
 * @param agent in whose prompt; absent elsewhere
 * @param checks what held of the prompt; empty elsewhere
 */
public record Consent(Channel via, @Nullable Caller agent, List<String> checks) {
  public Consent {
    checks = List.copyOf(checks);
  }

  /** Returns one that no agent passed on. */
  public static Consent by(Channel via) {
    return new Consent(via, null, List.of());
  }

  /** Returns what held of the prompt, for the record; null elsewhere. */
  public @Nullable List<String> held() {
    return held(checks);
  }

  /**
   * Returns what a record says that held of the prompt; null if nothing: absent is read as none.
   */
  public static @Nullable List<String> held(@Nullable List<String> checks) {
    return checks == null || checks.isEmpty() ? null : checks;
  }
}
