package dev.execsession.plan;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.util.Optional;

/** Warns of what a plan has none of, once its sections are there. */
final class CountRule {
  private CountRule() {}

  static void report(Reading reading, Plan plan, Optional<Part> objective) {
    if (plan.blocks().isEmpty()) {
      return;
    }
    SourceSpan where = plan.blocks().get(0).where();
    PlanCounts counts = PlanCounts.of(plan);
    if (counts.steps() == 0) {
      warn(
          reading,
          where,
          "the plan has no steps",
          "write what to do in each block, as in `1. Add the filter`");
    }
    if (counts.checks() == 0) {
      warn(
          reading,
          where,
          "the plan has no checks",
          "write the command that proves the work, as in ``- `make test` ``, under `## Validation"
              + " Plan`");
    }
    if (plan.objective() == null && objective.isPresent()) {
      warn(
          reading,
          objective.get().heading().where(),
          "the plan has no objective",
          "write `- **Objective:** …` under `## Objective Lock`");
    }
  }

  private static void warn(Reading reading, SourceSpan where, String message, String hint) {
    reading.problems().warning(ProblemCode.PLAN_COUNT_ZERO, where, message, hint);
  }
}
