package dev.execsession.contract;

import dev.execsession.check.CheckSpec;
import dev.execsession.config.Config;
import dev.execsession.drift.LockFiles;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.journal.Mode;
import dev.execsession.plan.HumanGuard;
import dev.execsession.plan.ParsedPlan;
import dev.execsession.plan.Plan;
import dev.execsession.problem.Problem;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.text.ShellWord;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.ContentPolicy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plan that was judged fit to run here, now: what is shown to the person and what the engine
 * runs.
 *
 * @param planPath the plan relative to the worktree's root, with {@code /}
 * @param overriddenBy who runs autonomously what the plan wants stepwise
 * @param scope the plan's scope, for what belongs to no block
 * @param watched the scope with every block's exclusions, for what must be compared by content
 * @param reports where the report will be copied to
 * @param commits whether each block is committed once it is accepted
 * @param sandbox what commands are confined by
 * @param warnings what does not stop a run and must be said
 */
public record Contract(
    ParsedPlan parsed,
    String planPath,
    Config config,
    String configDigest,
    RepositoryFacts repository,
    Mode mode,
    @Nullable String overriddenBy,
    List<BlockContract> blocks,
    List<CheckSpec> completionChecks,
    ScopeJudge scope,
    ContentPolicy watched,
    List<ReportTarget> reports,
    boolean commits,
    SandboxChoice sandbox,
    List<Problem> warnings) {
  public Contract {
    blocks = List.copyOf(blocks);
    completionChecks = List.copyOf(completionChecks);
    reports = List.copyOf(reports);
    warnings = List.copyOf(warnings);
  }

  public Plan plan() {
    return parsed.plan();
  }

  /** Returns the digest of what the plan asks for. */
  public String digest() {
    return parsed.digest();
  }

  /** Returns whether commits may appear that the tool did not make. */
  public boolean commitsAllowed() {
    return config.commitsAllowed();
  }

  /** Returns the exclusions that only a person can watch over, the plan's and its blocks'. */
  static Stream<HumanGuard> guards(Plan plan) {
    return Stream.concat(
        plan.guards().stream(), plan.blocks().stream().flatMap(block -> block.guards().stream()));
  }

  /** Returns the texts of those exclusions. */
  public List<String> guards() {
    return guards(plan()).map(HumanGuard::text).toList();
  }

  /** Returns the commands of all checks. */
  public List<String> checkCommands() {
    return Stream.concat(
            blocks.stream().flatMap(block -> block.checks().stream()), completionChecks.stream())
        .map(CheckSpec::command)
        .toList();
  }

  /** Returns the settings and hooks of git that may change. */
  public List<String> gitAllow() {
    return config.gitAllow();
  }

  /** Returns patterns of what may change together with an included file. */
  public List<String> allowedWith() {
    return config.scope().allowedWith();
  }

  /** Returns patterns of generated files. */
  public List<String> generated() {
    return config.scope().generated();
  }

  /** Returns the folders of active plans. */
  public List<String> planFolders() {
    return config.plans().active();
  }

  /** Returns whether a change of the manifest explains one of the lock file. */
  public static boolean explains(TreePath manifest, TreePath lock) {
    return LockFiles.explains(manifest, lock);
  }

  /** Returns the command that runs the plan in this mode, ready to be typed. */
  public String runCommand() {
    return stepwiseCommand() + (mode == Mode.AUTONOMOUS ? " --mode autonomous" : "");
  }

  /** Returns the command that runs the plan with a person to ask, ready to be typed. */
  public String stepwiseCommand() {
    return "exec-session run " + ShellWord.path(planPath);
  }

  /** Returns the block with this id. */
  public Optional<BlockContract> block(String id) {
    return blocks.stream().filter(block -> block.id().equals(id)).findFirst();
  }

  /**
   * Returns the approved group that a block belongs to, in plan order; a block without one is
   * alone.
   */
  public List<String> groupOf(String id) {
    return plan().groups().stream()
        .map(group -> group.stream().map(member -> member.value()).toList())
        .filter(group -> group.contains(id))
        .findFirst()
        .orElse(List.of(id));
  }
}
