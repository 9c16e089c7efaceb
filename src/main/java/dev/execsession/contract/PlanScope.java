package dev.execsession.contract;

import dev.execsession.config.Config;
import dev.execsession.plan.Block;
import dev.execsession.plan.Plan;
import dev.execsession.plan.ScopeEntry;
import dev.execsession.scope.Scope;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.scope.ScopeRule;
import dev.execsession.text.TreePath;
import java.util.List;

/**
 * The scope of a plan and its blocks, with the configuration's rules.
 *
 * @param path the plan, relative to the worktree's root
 */
public record PlanScope(Plan plan, Config.Scope rules, String path) {
  /** Returns the judge of the plan as a whole. */
  public ScopeJudge judge() {
    return judge(Scope.NONE);
  }

  public ScopeJudge judge(Block block) {
    return judge(scope(block.include(), block.exclude()));
  }

  /** Returns the judge to whom the excludes of every block count. */
  ScopeJudge judgeOfAllExcludes() {
    List<ScopeEntry> excludes =
        plan.blocks().stream().flatMap(block -> block.exclude().stream()).toList();
    return judge(scope(List.of(), excludes));
  }

  private ScopeJudge judge(Scope block) {
    return new ScopeJudge(
        scope(plan.include(), plan.exclude()),
        block,
        rules.protect(),
        rules.sensitive(),
        TreePath.of(path),
        false);
  }

  private static Scope scope(List<ScopeEntry> include, List<ScopeEntry> exclude) {
    return new Scope(
        include.stream().map(e -> ScopeRule.include(e.pattern(), e.note())).toList(),
        exclude.stream().map(e -> ScopeRule.exclude(e.pattern(), e.note())).toList());
  }
}
