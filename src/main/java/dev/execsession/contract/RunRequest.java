package dev.execsession.contract;

import dev.execsession.journal.Choices;
import dev.execsession.journal.Mode;
import dev.execsession.journal.SandboxMode;
import dev.execsession.journal.SessionState;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code run}.
 *
 * @param approve ids of approved blocks
 * @param acceptOver why a person keeps the only block in range although it is not good; null to run
 * @param commit whether each block is committed; absent when not set
 * @param sandbox absent when not set
 * @param retries how often the executor of a failed block runs again
 * @param readsAll whether the first scan reads what git's index vouches for
 * @param reports copies of the report
 * @param turn what the command does
 */
public record RunRequest(
    PlanFile plan,
    Invocation invocation,
    Mode mode,
    ExecutorChoice executor,
    BlockRange range,
    List<String> approve,
    @Nullable String acceptOver,
    Set<Permission> permissions,
    @Nullable Boolean commit,
    @Nullable SandboxMode sandbox,
    int retries,
    boolean restart,
    boolean readsAll,
    List<ReportTarget> reports,
    Turn turn) {
  public RunRequest {
    approve = List.copyOf(approve);
    permissions = Set.copyOf(permissions);
    reports = List.copyOf(reports);
  }

  /** Returns a request of all blocks in which every option is as it is when it is not given. */
  public static Builder builder(PlanFile plan, Invocation invocation, Mode mode, Turn turn) {
    return new Builder(plan, invocation, mode, turn);
  }

  /** Returns a request that settles something in a session, with the options of its last run. */
  public static Builder resuming(
      PlanFile plan, Invocation invocation, SessionState state, Turn turn) {
    Mode mode = turn.caller().isPresent() ? turn.agentMode() : state.mode();
    // What the session was locked in with holds here too.
    return builder(plan, invocation, mode, turn)
        .allow(Permission.ALLOW_DETACHED, Permission.ANY_PATH);
  }

  /**
   * Returns the request with unset options taken from the session.
   *
   * @param now the mode that holds for this request
   */
  RunRequest inheriting(Choices choices, Mode now) {
    Builder inherited = new Builder(this, now);
    if (!executor.isMade()) {
      inherited.executor(executor.inheriting(choices));
    }
    if (choices.overrideMode()) {
      inherited.allow(Permission.OVERRIDE_MODE);
    }
    if (choices.ackGuards()) {
      inherited.allow(Permission.ACK_GUARDS);
    }
    if (commit == null && choices.commit()) {
      inherited.commit(true);
    }
    if (sandbox == null) {
      inherited.sandbox(choices.sandbox());
    }
    return inherited.build();
  }

  /** Returns who runs the tool, for the report. */
  public String by() {
    return invocation.by();
  }

  /** Returns the process's environment. */
  public Map<String, String> environment() {
    return invocation.environment();
  }

  /** Returns whether a person can be asked. */
  public boolean personPresent() {
    return invocation.personPresent();
  }

  /** Returns whether the person gave a permission. */
  public boolean allows(Permission permission) {
    return permissions.contains(permission);
  }

  /** Returns the options that stay on for the session. */
  public Choices choices() {
    return new Choices(
        executor.name(),
        executor.command(),
        executor.model(),
        executor.args().isEmpty() ? null : executor.args(),
        allows(Permission.ACK_GUARDS),
        allows(Permission.OVERRIDE_MODE),
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

  /** Collects the options that were given. */
  public static final class Builder {
    private final PlanFile plan;
    private final Invocation invocation;
    private final Mode mode;
    private final Turn turn;
    private ExecutorChoice executor = ExecutorChoice.NONE;
    private BlockRange range = BlockRange.ALL;
    private List<String> approve = List.of();
    private @Nullable String acceptOver;
    private final Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    private @Nullable Boolean commit;
    private @Nullable SandboxMode sandbox;
    private int retries;
    private boolean restart;
    private boolean readsAll;
    private List<ReportTarget> reports = List.of();

    private Builder(PlanFile plan, Invocation invocation, Mode mode, Turn turn) {
      this.plan = plan;
      this.invocation = invocation;
      this.mode = mode;
      this.turn = turn;
    }

    private Builder(RunRequest from, Mode mode) {
      this(from.plan, from.invocation, mode, from.turn);
      executor = from.executor;
      range = from.range;
      approve = from.approve;
      acceptOver = from.acceptOver;
      permissions.addAll(from.permissions);
      commit = from.commit;
      sandbox = from.sandbox;
      retries = from.retries;
      restart = from.restart;
      readsAll = from.readsAll;
      reports = from.reports;
    }

    public Builder executor(ExecutorChoice choice) {
      executor = choice;
      return this;
    }

    public Builder range(BlockRange blocks) {
      range = blocks;
      return this;
    }

    /** Approves blocks or groups by their ids. */
    public Builder approve(List<String> ids) {
      approve = ids;
      return this;
    }

    /** Keeps the only block in range although it is not good; null to run it. */
    public Builder acceptOver(@Nullable String reason) {
      acceptOver = reason;
      return this;
    }

    public Builder allow(Permission... given) {
      return allow(List.of(given));
    }

    public Builder allow(Iterable<Permission> given) {
      given.forEach(permissions::add);
      return this;
    }

    public Builder commit(@Nullable Boolean on) {
      commit = on;
      return this;
    }

    public Builder sandbox(@Nullable SandboxMode when) {
      sandbox = when;
      return this;
    }

    public Builder retries(int times) {
      retries = times;
      return this;
    }

    public Builder restart(boolean on) {
      restart = on;
      return this;
    }

    /** Reads in the first scan what git's index vouches for, too. */
    public Builder readsAll(boolean on) {
      readsAll = on;
      return this;
    }

    public Builder reports(List<ReportTarget> copies) {
      reports = copies;
      return this;
    }

    public RunRequest build() {
      return new RunRequest(
          plan,
          invocation,
          mode,
          executor,
          range,
          approve,
          acceptOver,
          permissions,
          commit,
          sandbox,
          retries,
          restart,
          readsAll,
          reports,
          turn);
    }
  }
}
