package dev.execsession.contract;

import dev.execsession.check.CheckSpec;
import dev.execsession.config.SkillConfig;
import dev.execsession.executor.ExecutorSpec;
import dev.execsession.journal.Fact;
import dev.execsession.plan.Block;
import dev.execsession.plan.BlockId;
import dev.execsession.plan.Step;
import dev.execsession.scope.ScopeJudge;
import java.util.List;

/**
 * A block with everything needed to run it, resolved at lock-in.
 *
 * @param command the complete command, as shown; empty without an executor, which only a contract
 *     that does not run allows
 * @param checks the block's own, the plan's and the configuration's, in this order, each once
 * @param manualChecks the block's own; the last block's include the plan's
 * @param skills those that the block names, or whose paths its scope can match
 */
public record BlockContract(
    Block block,
    ExecutorSpec executor,
    String command,
    List<CheckSpec> checks,
    List<String> manualChecks,
    ScopeJudge scope,
    List<SkillConfig> skills) {
  public BlockContract {
    checks = List.copyOf(checks);
    manualChecks = List.copyOf(manualChecks);
    skills = List.copyOf(skills);
  }

  /** Returns the block as recorded at lock-in. */
  public Fact.Block fact() {
    return new Fact.Block(
        id(),
        block.title(),
        block.goal(),
        block.definitionDigest(),
        executor.name(),
        command,
        checks.stream().map(CheckSpec::command).toList(),
        manualChecks,
        block.dependsOn().stream().map(BlockId::value).toList(),
        block.acceptanceCriteria(),
        block.steps().stream().map(Step::text).toList());
  }

  public String id() {
    return block.id().value();
  }
}
