package dev.execsession.config;

import dev.execsession.problem.SourceSpan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A check that the configuration or one of its policies asks for.
 *
 * @param run the exact text for the shell, possibly several lines
 * @param directory where it runs, relative to the root; absent for the root
 * @param timeout its own wall limit; absent for the one of {@code check-defaults}
 * @param expectExit 0 to 255
 * @param atCompletion whether it runs once, after the last block, instead of after each
 * @param where its place in {@code .exec-session.yml}; absent when it was shipped
 */
public record CheckConfig(
    String run,
    @Nullable String directory,
    @Nullable Duration timeout,
    int expectExit,
    boolean atCompletion,
    @Nullable SourceSpan where) {
  public CheckConfig {
    if (run.isBlank() || expectExit < 0 || expectExit > 255) {
      throw new IllegalArgumentException("not a check: " + run + " → " + expectExit);
    }
  }
}
