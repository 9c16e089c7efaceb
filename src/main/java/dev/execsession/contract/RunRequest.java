package dev.execsession.contract;

import dev.execsession.journal.Fact;
import dev.execsession.journal.Mode;
import dev.execsession.journal.SandboxMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user asked {@code run} to do.
 *
 * @param start where the worktree is looked for: the plan's folder, or what the user named
 * @param by who runs it, as the report names them
 * @param executor name of a configured executor, a preset, {@code manual} or {@code commands}
 * @param executorCommand a shell command that executes blocks
 * @param approve ids of blocks whose gate is answered with yes
 * @param commit whether each block is committed; absent when the user did not say
 * @param sandbox how strongly commands are confined; absent when the user did not say
 * @param retries how often a failed block's executor runs again
 * @param reports where the report will be copied to
 * @param environment the process's environment
 */
public record RunRequest(
    PlanFile plan,
    Path start,
    String by,
    String toolVersion,
    Mode mode,
    boolean overrideMode,
    @Nullable String executor,
    @Nullable String executorCommand,
    BlockRange range,
    List<String> approve,
    boolean ackGuards,
    boolean allowDirty,
    boolean allowDetached,
    boolean anyPath,
    @Nullable Boolean commit,
    @Nullable SandboxMode sandbox,
    int retries,
    boolean restart,
    boolean personPresent,
    List<ReportTarget> reports,
    Map<String, String> environment) {
  public RunRequest {
    approve = List.copyOf(approve);
    reports = List.copyOf(reports);
    environment = Map.copyOf(environment);
  }

  /**
   * Returns the request with what the user said when the session was locked in, where this run says
   * nothing.
   */
  RunRequest inheriting(Fact.Choices choices) {
    boolean silent = executor == null && executorCommand == null;
    return new RunRequest(
        plan,
        start,
        by,
        toolVersion,
        mode,
        overrideMode || choices.overrideMode(),
        silent ? choices.executor() : executor,
        silent ? choices.executorCommand() : executorCommand,
        range,
        approve,
        ackGuards || choices.ackGuards(),
        allowDirty,
        allowDetached,
        anyPath,
        (commit == null && choices.commit()) ? Boolean.TRUE : commit,
        sandbox == null ? choices.sandbox() : sandbox,
        retries,
        restart,
        personPresent,
        reports,
        environment);
  }

  /** Returns what of this request holds for the whole session. */
  public Fact.Choices choices() {
    return new Fact.Choices(executor, executorCommand, ackGuards, overrideMode, commits(), sandbox);
  }

  /** Returns whether each block is to be committed. */
  public boolean commits() {
    return Boolean.TRUE.equals(commit);
  }

  /** Returns whether the user said that nothing is to be committed. */
  public boolean declinesCommits() {
    return Boolean.FALSE.equals(commit);
  }
}
