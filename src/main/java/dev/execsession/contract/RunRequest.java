package dev.execsession.contract;

import dev.execsession.journal.Choices;
import dev.execsession.journal.Mode;
import dev.execsession.journal.SandboxMode;
import dev.execsession.journal.SessionState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code run}.
 *
 * @param start where the search for the worktree starts: the plan's folder, or as the user named
 * @param by who runs it, for the report
 * @param approve ids of approved blocks
 * @param acceptOver why a person keeps the only block in range although it is not good; null to run
 * @param adopt whether uncommitted work is handed to the first open block
 * @param acceptBetween whether changes made between two runs are accepted
 * @param commit whether each block is committed; absent when not set
 * @param sandbox absent when not set
 * @param retries how often the executor of a failed block runs again
 * @param readsAll whether the first scan reads what git's index vouches for
 * @param reports copies of the report
 * @param environment the process's environment
 * @param turn what the command does
 */
public record RunRequest(
    PlanFile plan,
    Path start,
    String by,
    String toolVersion,
    Mode mode,
    boolean overrideMode,
    ExecutorChoice executor,
    BlockRange range,
    List<String> approve,
    @Nullable String acceptOver,
    boolean ackGuards,
    boolean allowDirty,
    boolean adopt,
    boolean acceptBetween,
    boolean allowDetached,
    boolean anyPath,
    @Nullable Boolean commit,
    @Nullable SandboxMode sandbox,
    int retries,
    boolean restart,
    boolean readsAll,
    boolean personPresent,
    List<ReportTarget> reports,
    Map<String, String> environment,
    Turn turn) {
  public RunRequest {
    approve = List.copyOf(approve);
    reports = List.copyOf(reports);
    environment = Map.copyOf(environment);
  }

  /** Returns a request that settles something in a session, with the options of its last run. */
  public static RunRequest resuming(
      PlanFile plan,
      SessionState state,
      BlockRange range,
      List<String> approve,
      @Nullable String acceptOver,
      String by,
      boolean personPresent,
      Map<String, String> environment,
      Turn turn) {
    return new RunRequest(
        plan,
        Path.of(state.locked().root()),
        by,
        state.locked().tool(),
        turn.caller().isPresent() ? turn.agentMode() : state.mode(),
        false,
        ExecutorChoice.NONE,
        range,
        approve,
        acceptOver,
        false,
        false,
        false,
        false,
        // What the session was locked in with holds here too.
        true,
        true,
        null,
        null,
        0,
        false,
        false,
        personPresent,
        List.of(),
        environment,
        turn);
  }

  /** Returns the request that runs a failed block again. */
  public RunRequest retrying(int times) {
    return with(acceptBetween, times);
  }

  /** Returns the request that accepts, for a person, what changed between two blocks. */
  public RunRequest acceptingBetween() {
    return with(true, retries);
  }

  private RunRequest with(boolean accepting, int times) {
    return new RunRequest(
        plan,
        start,
        by,
        toolVersion,
        mode,
        overrideMode,
        executor,
        range,
        approve,
        acceptOver,
        ackGuards,
        allowDirty,
        adopt,
        accepting,
        allowDetached,
        anyPath,
        commit,
        sandbox,
        times,
        restart,
        readsAll,
        personPresent,
        reports,
        environment,
        turn);
  }

  /**
   * Returns the request with unset options taken from the session.
   *
   * @param now the mode that holds for this request
   */
  RunRequest inheriting(Choices choices, Mode now) {
    return new RunRequest(
        plan,
        start,
        by,
        toolVersion,
        now,
        overrideMode || choices.overrideMode(),
        executor.isMade() ? executor : executor.inheriting(choices),
        range,
        approve,
        acceptOver,
        ackGuards || choices.ackGuards(),
        allowDirty,
        adopt,
        acceptBetween,
        allowDetached,
        anyPath,
        (commit == null && choices.commit()) ? Boolean.TRUE : commit,
        sandbox == null ? choices.sandbox() : sandbox,
        retries,
        restart,
        readsAll,
        personPresent,
        reports,
        environment,
        turn);
  }

  /** Returns the options that stay on for the session. */
  public Choices choices() {
    return new Choices(
        executor.name(),
        executor.command(),
        executor.model(),
        executor.args().isEmpty() ? null : executor.args(),
        ackGuards,
        overrideMode,
        commits(),
        sandbox);
  }

  /** Returns whether each block is committed. */
  public boolean commits() {
    return Boolean.TRUE.equals(commit);
  }

  /** Returns whether the user disabled commits. */
  public boolean declinesCommits() {
    return Boolean.FALSE.equals(commit);
  }
}
