package dev.execsession.ci;

import org.jspecify.annotations.Nullable;

/**
 * A check or a verdict as a test case.
 *
 * @param message in a few words, why it did not pass
 * @param details output, over several lines
 */
public record TestCase(
    String name, Outcome outcome, long millis, @Nullable String message, @Nullable String details) {
  /** How it ended. */
  public enum Outcome {
    PASSED,
    FAILED,
    SKIPPED
  }

  public static TestCase passed(String name) {
    return new TestCase(name, Outcome.PASSED, 0, null, null);
  }

  public static TestCase failed(String name, String message, @Nullable String details) {
    return new TestCase(name, Outcome.FAILED, 0, message, details);
  }

  public static TestCase skipped(String name, String message) {
    return new TestCase(name, Outcome.SKIPPED, 0, message, null);
  }

  /** Returns the same with its duration. */
  public TestCase took(long duration) {
    return new TestCase(name, outcome, duration, message, details);
  }
}
