package dev.execsession.plan;

/** Plan formats of other tools. */
public enum Dialect {
  SUPERPOWERS("a superpowers plan"),
  SPEC_KIT_TASKS("a spec-kit task list"),
  OPENSPEC_TASKS("an OpenSpec task list"),
  GSD("a GSD plan"),
  EXEC_PLAN("an ExecPlan (`PLANS.md`)"),
  RALPHEX("a ralphex plan"),
  PLAN_MODE("an agent's plan-mode file"),
  CONTRACT("a task contract with allowed and forbidden files");

  private final String shown;

  Dialect(String shown) {
    this.shown = shown;
  }

  /** Returns the name with an article. */
  public String shown() {
    return shown;
  }
}
