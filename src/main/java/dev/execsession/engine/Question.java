package dev.execsession.engine;

import org.jspecify.annotations.Nullable;

/**
 * A question about a block's work that only a person can answer.
 *
 * @param name of the policy; the text otherwise
 * @param text what to check, confirm or document
 * @param because why it is asked; null for a manual check
 */
public record Question(Kind kind, String name, String text, @Nullable String because) {
  /** What is asked for. */
  public enum Kind {
    MANUAL_CHECK,
    POLICY,
    DOCUMENTATION
  }

  static Question manualCheck(String text) {
    return new Question(Kind.MANUAL_CHECK, text, text, null);
  }

  /**
   * An answer.
   *
   * @param text evidence or a reason; null only for a manual check that passed
   */
  public record Reply(Question question, Answer answer, @Nullable String text) {}

  /** The answers, the same for every kind. */
  public enum Answer {
    /** The check passed; the policy is met; the documentation was updated elsewhere. */
    YES,
    /** The check failed; the policy is not met; the documentation is missing. */
    FAILS,
    /** It was not checked; the policy does not apply; no documentation is needed. */
    NOT_APPLICABLE
  }
}
