package dev.execsession.contract;

import dev.execsession.config.Config;
import dev.execsession.journal.Mode;
import dev.execsession.plan.Block;
import dev.execsession.plan.HumanGuard;
import dev.execsession.plan.Plan;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks what a run requires of its plan: mode, guards, range, executors and checks. */
record RunRules(RunRequest request, Plan plan, Consumer<Problem> problems) {
  /** Returns who overrides the plan's mode; absent when it is not overridden. */
  @Nullable String mode() {
    if (request.mode() != Mode.AUTONOMOUS || plan.mode() != dev.execsession.plan.Mode.STEPWISE) {
      return null;
    }
    if (!request.allows(Permission.OVERRIDE_MODE)) {
      problems.accept(
          Problem.error(
                  ProblemCode.RUN_MODE,
                  "the plan asks for `stepwise`, but `--mode autonomous` was given",
                  "run it stepwise, or add `--override-mode`: the report will name you")
              .at(request.plan().shown(), null, null));
    }
    return request.by();
  }

  /** Requires that human guards are acknowledged in autonomous mode. */
  void guards(Config config) {
    List<HumanGuard> guards = Contract.guards(plan).toList();
    if (request.mode() == Mode.AUTONOMOUS
        && !request.allows(Permission.ACK_GUARDS)
        && !config.acknowledgeGuards()
        && !guards.isEmpty()) {
      boolean one = guards.size() == 1;
      problems.accept(
          placed(
              ProblemCode.RUN_GUARDS,
              (one
                      ? "the tool cannot check this exclusion: "
                      : "the tool cannot check these exclusions: ")
                  + String.join("; ", guards.stream().map(HumanGuard::text).toList()),
              "write " + (one ? "it" : "them") + " as paths, or pass `--ack-guards`",
              guards.get(0).where()));
    }
  }

  /** Reports all blocks without a check in autonomous mode. */
  void unchecked(List<BlockContract> blocks) {
    List<Block> unchecked =
        blocks.stream()
            .filter(block -> block.checks().isEmpty() && !block.block().expectNoChanges())
            .map(BlockContract::block)
            .toList();
    if (request.mode() == Mode.AUTONOMOUS && !unchecked.isEmpty()) {
      problems.accept(
          placed(
              ProblemCode.RUN_NO_CHECK,
              named(unchecked, "has", "have") + " no automated check; autonomous mode requires one",
              "write one as `- `command`` under Validation Plan, or configure `checks`",
              unchecked.get(0).where()));
    }
  }

  /** Reports all blocks without an executor. */
  void withoutExecutor(List<Block> blocks) {
    if (!blocks.isEmpty()) {
      problems.accept(
          placed(
              ProblemCode.EXEC_NONE,
              "no executor for " + named(blocks, "", "").strip(),
              "pass `--executor NAME` or `--executor-command CMD`, set `executor:` in"
                  + " `.exec-session.yml`, give the block `Run` commands, or run it stepwise at a"
                  + " terminal",
              blocks.get(0).where()));
    }
  }

  /** Returns {@code block `B01` has}, {@code blocks `B01`, `B02` have}. */
  private static String named(List<Block> blocks, String one, String several) {
    String ids = String.join(", ", blocks.stream().map(b -> "`" + b.id().value() + "`").toList());
    return blocks.size() == 1 ? "block " + ids + " " + one : "blocks " + ids + " " + several;
  }

  /** Requires that the blocks of the range exist, in order. */
  void range() {
    BlockRange range = request.range();
    for (String id : new String[] {range.only(), range.from(), range.until()}) {
      if (id != null && plan.blocks().stream().noneMatch(block -> block.id().value().equals(id))) {
        problems.accept(
            Problem.error(
                ProblemCode.RUN_BLOCK_UNKNOWN,
                "the plan has no block `" + id + "`",
                "it has "
                    + String.join(
                        ", ",
                        plan.blocks().stream().map(b -> "`" + b.id().value() + "`").toList())));
      }
    }
    List<String> ids = plan.blocks().stream().map(block -> block.id().value()).toList();
    if (range.from() != null
        && range.until() != null
        && ids.indexOf(range.until()) < ids.indexOf(range.from())) {
      problems.accept(
          Problem.error(
              ProblemCode.RUN_RANGE,
              "`--from " + range.from() + "` comes after `--until " + range.until() + "`",
              "name them in the plan's order"));
    }
  }

  private Problem placed(ProblemCode code, String message, String hint, SourceSpan where) {
    return Problem.error(code, message, hint).at(request.plan().shown(), where, plan.line(where));
  }
}
