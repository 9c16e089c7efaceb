package dev.execsession.contract;

import dev.execsession.check.CheckSpec;
import dev.execsession.config.Config;
import dev.execsession.drift.LockFiles;
import dev.execsession.file.ContentId;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plan that is ready to run in this repository, as shown to the person and run by the engine.
 *
 * @param planPath the plan relative to the worktree's root, with {@code /}
 * @param overriddenBy who runs a stepwise plan autonomously
 * @param scope the plan's scope, for changes outside of any block
 * @param watched the scope with every block's exclusions, for paths to compare by content
 * @param reports copies of the report
 * @param commits whether each accepted block is committed
 * @param sandbox of executors and checks
 * @param warnings problems that do not stop a run
 * @param isForAgent whether an agent calls this tool, instead of this tool starting an executor
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
    List<Problem> warnings,
    boolean isForAgent) {
  public Contract {
    blocks = List.copyOf(blocks);
    completionChecks = List.copyOf(completionChecks);
    reports = List.copyOf(reports);
    warnings = List.copyOf(warnings);
  }

  public Plan plan() {
    return parsed.plan();
  }

  public String digest() {
    return parsed.digest();
  }

  /** Returns the digest of what a block's commit stands for: definition, scope and checks. */
  public String blockDigest(BlockContract block) {
    List<String> parts = new ArrayList<>();
    parts.add(block.block().definitionDigest());
    plan().include().forEach(entry -> parts.add("include " + entry.pattern()));
    plan().exclude().forEach(entry -> parts.add("exclude " + entry.pattern()));
    block.checks().forEach(check -> parts.add("check " + check.command()));
    return ContentId.of(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)).digest();
  }

  /** Returns whether executors may commit. */
  public boolean commitsAllowed() {
    return config.commitsAllowed();
  }

  /** Returns the exclusions of the plan and its blocks that only a person can check. */
  static Stream<HumanGuard> guards(Plan plan) {
    return Stream.concat(
        plan.guards().stream(), plan.blocks().stream().flatMap(block -> block.guards().stream()));
  }

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

  /** Returns whether the path is a lock file of dependencies. */
  public static boolean isLock(TreePath path) {
    return LockFiles.isLock(path);
  }

  /** Returns whether a change of the manifest explains one of the lock file. */
  public static boolean explains(TreePath manifest, TreePath lock) {
    return LockFiles.explains(manifest, lock);
  }

  /** Returns the shell command that continues the plan in this mode. */
  public String runCommand() {
    return isForAgent
        ? beginCommand()
        : stepwiseCommand() + (mode == Mode.AUTONOMOUS ? " --mode autonomous" : "");
  }

  /** Returns the shell command that opens the next block for an agent. */
  public String beginCommand() {
    return "exec-session begin " + ShellWord.path(planPath);
  }

  /** Returns the shell command that runs the plan stepwise. */
  public String stepwiseCommand() {
    return "exec-session run " + ShellWord.path(planPath);
  }

  public Optional<BlockContract> block(String id) {
    return blocks.stream().filter(block -> block.id().equals(id)).findFirst();
  }

  /** Returns the group of a block in plan order; only the block itself when it has no group. */
  public List<String> groupOf(String id) {
    return plan().groups().stream()
        .map(group -> group.stream().map(member -> member.value()).toList())
        .filter(group -> group.contains(id))
        .findFirst()
        .orElse(List.of(id));
  }
}
