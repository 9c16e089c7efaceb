package dev.execsession.verify;

import dev.execsession.plan.Block;
import dev.execsession.scope.ScopeJudge;
import org.jspecify.annotations.Nullable;

/**
 * What a commit was made for.
 *
 * @param block null for the plan as a whole
 * @param alone judges its changes by themselves
 * @param together judges changes that come with an included one
 */
record Owner(PlanSide plan, @Nullable Block block, ScopeJudge alone, ScopeJudge together) {
  String planPath() {
    return plan.path().text();
  }
}
