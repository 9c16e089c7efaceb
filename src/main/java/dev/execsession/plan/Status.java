package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The status of a plan.
 *
 * @param raw the value as written; empty without a status
 * @param normalised the value without Markdown and emoji, case-folded, {@code approved on
 *     2026-11-20}
 * @param approved whether the plan is approved by its status and folder
 */
public record Status(String raw, String normalised, @Nullable SourceSpan where, boolean approved) {
  private static final Set<String> GIVEN_UP =
      Set.of("superseded", "cancelled", "canceled", "abandoned", "rejected", "archived");

  /** Returns whether no more work is expected on the plan. */
  public boolean isFinished() {
    String word = normalised.split("[^\\p{L}]", 2)[0];
    return StatusWords.FINISHED.contains(word) || GIVEN_UP.contains(word);
  }
}
