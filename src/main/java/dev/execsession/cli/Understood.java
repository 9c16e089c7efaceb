package dev.execsession.cli;

import dev.execsession.plan.Plan;
import dev.execsession.plan.PlanCounts;
import dev.execsession.text.TextSanitizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Formats a one-line summary of a parsed plan: {@code 2 blocks, 7 steps, no checks, …}. */
final class Understood {
  private static final int LONGEST_OBJECTIVE = 100;

  private Understood() {}

  static String of(Plan plan) {
    PlanCounts counts = PlanCounts.of(plan);
    String manual = counts.manual() == 0 ? "" : " (" + counts.manual() + " manual)";
    return String.join(
        ", ",
        List.of(
            Count.orNo(counts.blocks(), "block"),
            Count.orNo(counts.steps(), "step"),
            Count.orNo(counts.checks(), "check") + manual,
            Count.orNo(counts.include(), "include pattern"),
            objective(plan.objective())));
  }

  private static String objective(@Nullable String objective) {
    if (objective == null) {
      return "no objective";
    }
    String line = TextSanitizer.oneLine(objective.strip());
    boolean whole = line.codePointCount(0, line.length()) <= LONGEST_OBJECTIVE;
    return "objective \""
        + (whole ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST_OBJECTIVE)) + "…")
        + "\"";
  }
}
