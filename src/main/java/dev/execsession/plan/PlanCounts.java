package dev.execsession.plan;

/**
 * The size of a parsed plan.
 *
 * @param checks commands and manual checks of the plan and its blocks
 * @param manual the number of manual checks
 * @param include the number of include patterns
 */
public record PlanCounts(int blocks, int steps, int checks, int manual, int include) {
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
