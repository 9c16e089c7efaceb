package dev.execsession.config;

import dev.execsession.problem.SourceSpan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A check of the configuration or of one of its policies.
 *
 * @param run the shell script, possibly several lines
 * @param directory its working directory, relative to the root; absent for the root
 * @param timeout maximum run time; absent for that of {@code check-defaults}
 * @param expectExit 0 to 255
 * @param atCompletion whether it runs once, after the last block, instead of after each
 * @param where its position in {@code .exec-session.yml}; absent for a built-in policy
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
