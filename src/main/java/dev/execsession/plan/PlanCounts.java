package dev.execsession.plan;

/**
 * How much was understood of a plan.
 *
 * @param checks commands and manual checks, of the plan and of its blocks
 * @param manual how many of the checks a person makes
 * @param include the patterns of the plan's scope
 */
public record PlanCounts(int blocks, int steps, int checks, int manual, int include) {
  /** Counts what a plan holds. */
  public static PlanCounts of(Plan plan) {
    int steps = 0;
    int manual = plan.manualChecks().size();
    int commands = plan.checks().size();
    for (Block block : plan.blocks()) {
      steps += block.steps().size();
      manual += block.manualChecks().size();
      commands += block.checks().size();
    }
    return new PlanCounts(
        plan.blocks().size(), steps, commands + manual, manual, plan.include().size());
  }
}
