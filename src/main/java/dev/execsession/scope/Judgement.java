package dev.execsession.scope;

import org.jspecify.annotations.Nullable;

/**
 * The verdict on a path and its reason.
 *
 * @param rule the deciding pattern, as its author spelled it, or words such as {@code not in any
 *     include}
 * @param note the author's note on that pattern
 */
public record Judgement(Verdict verdict, String rule, @Nullable String note) {
  /** The rule of a path that the plan includes and the block does not. */
  public static final String OUTSIDE_BLOCK = "not in any include of the block";

  /** The rule of the plan itself, which no include opens. */
  public static final String RUNNING_PLAN = "the running plan";

  static Judgement by(Verdict verdict, ScopeRule rule) {
    return new Judgement(verdict, rule.text(), rule.note());
  }
}
