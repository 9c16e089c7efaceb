package dev.execsession.testing;

import dev.execsession.contract.BlockRange;
import dev.execsession.contract.ExecutorChoice;
import dev.execsession.contract.Invocation;
import dev.execsession.contract.LockedPlan;
import dev.execsession.contract.Permission;
import dev.execsession.contract.PlanFile;
import dev.execsession.contract.RunRequest;
import dev.execsession.contract.Turn;
import dev.execsession.engine.Amend;
import dev.execsession.engine.Rollback;
import dev.execsession.engine.RunResult;
import dev.execsession.engine.SessionRunner;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.RepositoryProbe;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Caller;
import dev.execsession.journal.Channel;
import dev.execsession.journal.Consent;
import dev.execsession.journal.Event;
import dev.execsession.journal.Mode;
import dev.execsession.journal.SandboxMode;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Problem;
import dev.execsession.problem.StopException;
import dev.execsession.process.EndingException;
import dev.execsession.process.Interrupts;
import dev.execsession.process.Terminal;
import dev.execsession.store.SessionStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs plans with the engine alone, in this JVM: a small repository, an executor that is a line of
 * shell, nothing confined, a scripted gate. Needs nothing that is packaged. What a run did is a
 * {@link Story}.
 */
public final class Workbench {
  /** The plan's path. */
  public static final String PLAN = "docs/exec-plans/active/x.md";

  private final TestRepo repo;
  private @Nullable String executor;
  private @Nullable String executorCommand = "echo \"$EXEC_SESSION_BLOCK\" >>src/A.java";
  private BlockRange range = BlockRange.ALL;
  private List<String> approve = List.of();
  private @Nullable Boolean commit;
  private Interrupts interrupts = Interrupts.NONE;
  private @Nullable String crash;
  private SandboxMode sandbox = SandboxMode.OFF;
  private int retries;
  private boolean restart;
  private boolean readsAll;
  private final Set<Permission> permissions = EnumSet.noneOf(Permission.class);

  private Workbench(TestRepo repo) {
    this.repo = repo;
  }

  /** Makes a repository with a plan, all of it committed. */
  public static Workbench create(Path folder, String plan) {
    TestRepo repo = TestRepo.empty(folder);
    repo.write("src/A.java", "a\n");
    repo.write("src/secret/key", "k\n");
    repo.write(PLAN, plan);
    repo.commit("init");
    return new Workbench(repo);
  }

  public TestRepo repo() {
    return repo;
  }

  /** Commits a configuration. */
  public Workbench config(String yaml) {
    repo.write(".exec-session.yml", yaml);
    repo.commit("Configure");
    return this;
  }

  /** Sets what the executor does from now on, a line of shell. */
  public Workbench executor(String shell) {
    executorCommand = shell;
    executor = null;
    return this;
  }

  /** Has blocks done by {@code manual}, {@code commands} or a configured executor. */
  public Workbench executorNamed(String name) {
    executorCommand = null;
    executor = name;
    return this;
  }

  /** Has the next runs choose the executor by plan and configuration. */
  public Workbench noExecutor() {
    executorCommand = null;
    executor = null;
    return this;
  }

  public Workbench range(@Nullable String only, @Nullable String from, @Nullable String until) {
    range = new BlockRange(only, from, until);
    return this;
  }

  public Workbench approve(String... words) {
    approve = List.of(words);
    return this;
  }

  public Workbench commit(@Nullable Boolean on) {
    commit = on;
    return this;
  }

  public Workbench sandbox(SandboxMode mode) {
    sandbox = mode;
    return this;
  }

  public Workbench retries(int times) {
    retries = times;
    return this;
  }

  public Workbench restart(boolean on) {
    restart = on;
    return this;
  }

  public Workbench readsAll(boolean on) {
    readsAll = on;
    return this;
  }

  public Workbench overrideMode() {
    permissions.add(Permission.OVERRIDE_MODE);
    return this;
  }

  public Workbench allowDirty() {
    permissions.add(Permission.ALLOW_DIRTY);
    return this;
  }

  public Workbench adopt() {
    permissions.add(Permission.ADOPT);
    return this;
  }

  public Workbench acceptBetween(boolean on) {
    if (on) {
      permissions.add(Permission.ACCEPT_BETWEEN);
    } else {
      permissions.remove(Permission.ACCEPT_BETWEEN);
    }
    return this;
  }

  public Workbench interrupts(Interrupts source) {
    interrupts = source;
    return this;
  }

  /** Has the next runs die once they recorded an event: {@code B01 exited}; absent for none. */
  public Workbench crashAfter(@Nullable String event) {
    crash = event;
    return this;
  }

  /** Runs the plan block by block. */
  public Run stepwise(ScriptedGate gate) {
    return run(gate, Mode.STEPWISE);
  }

  /** Runs the plan through. */
  public Run autonomous() {
    return run(ScriptedGate.nobody(), Mode.AUTONOMOUS);
  }

  /** Opens the next block for an agent. */
  public Run begin(Caller by) {
    return begin(new Turn.Begin(by, true));
  }

  /** Opens the next block for an agent. */
  public Run begin(Turn.Begin turn) {
    return run(ScriptedGate.nobody(), request(turn.agentMode(), false, turn).retries(1).build());
  }

  /** Opens the next block for an agent that is not recognized. */
  public Run begin() {
    return begin(new Caller(Caller.UNKNOWN, null, null, null));
  }

  /** Hands over the block that is open, or whose verdict is missing, in the newest session. */
  public Run finish() {
    return finish(new Turn.Report(null, List.of(), List.of(), Map.of(), null, null));
  }

  /** Hands over a block, with what the agent says about it. */
  public Run finish(Turn.Report report) {
    return finish(new Turn.Finish(new Caller(Caller.UNKNOWN, null, null, null), false, report));
  }

  /** Hands over a block. */
  public Run finish(Turn.Finish turn) {
    SessionStore.Stored stored = stored();
    SessionState state = stored.state();
    String block = state.openBlock().or(state::handedIn).orElseThrow().id();
    return run(
        ScriptedGate.nobody(),
        RunRequest.resuming(
                new PlanFile(repo.path(PLAN), PLAN, LockedPlan.read(stored.folder())),
                invocation(repo.root(), false),
                state,
                turn)
            .range(new BlockRange(block, null, null))
            .retries(1)
            .build());
  }

  private Run run(ScriptedGate gate, Mode mode) {
    return run(gate, request(mode, gate.isInteractive(), new Turn.Run()).build());
  }

  private Run run(ScriptedGate gate, RunRequest request) {
    Story story = new Story(crash);
    SessionRunner runner =
        new SessionRunner(
            gate.hearing(story::line), story, Clock.systemUTC(), interrupts, Terminal.NONE, null);
    try {
      RunResult outcome = runner.run(request);
      story.ended(outcome.stop());
      return story.run(gate, List.of(), outcome);
    } catch (StopException e) {
      story.refused(e);
      return story.run(gate, e.problems(), null);
    } catch (EndingException e) {
      story.line("= ending");
      return story.run(gate, List.of(), null);
    } catch (Story.Crash e) {
      story.line("= crash");
      return story.run(gate, List.of(), null);
    }
  }

  private RunRequest.Builder request(Mode mode, boolean person, Turn turn) {
    PlanFile plan = plan();
    return RunRequest.builder(
            plan, invocation(Objects.requireNonNull(plan.path().getParent()), person), mode, turn)
        .executor(new ExecutorChoice(executor, executorCommand, null, List.of()))
        .range(range)
        .approve(approve)
        .allow(permissions)
        .commit(commit)
        .sandbox(sandbox)
        .retries(retries)
        .restart(restart)
        .readsAll(readsAll);
  }

  private Invocation invocation(Path start, boolean person) {
    return new Invocation(start, "ana", "1.0.0", person, repo.environment());
  }

  private RepositoryFacts facts() {
    return Objects.requireNonNull(
        RepositoryProbe.inspect(repo.root(), repo.environment(), false).facts());
  }

  /** Keeps a block of the newest session although it is not good. */
  public Run accept(String block, String reason) {
    SessionStore.Stored stored = stored();
    return run(
        ScriptedGate.nobody(),
        RunRequest.resuming(
                plan(),
                invocation(repo.root(), false),
                stored.state(),
                new Turn.Decide(Consent.by(Channel.TERMINAL)))
            .range(new BlockRange(block, null, null))
            .acceptOver(reason)
            .build());
  }

  /** Amends the scope of the newest session's plan. */
  public Run amend(@Nullable String block, List<String> include, List<String> exclude) {
    Story story = new Story(null);
    SessionStore.Stored stored = stored();
    ScriptedGate nobody = ScriptedGate.nobody();
    try {
      new Amend(story, Clock.systemUTC())
          .amend(
              new Amend.Request(
                  plan(),
                  invocation(repo.root(), false),
                  stored,
                  block,
                  include,
                  exclude,
                  "needed"));
      story.ended(null);
      return story.run(nobody, List.of(), null);
    } catch (StopException e) {
      story.refused(e);
      return story.run(nobody, e.problems(), null);
    }
  }

  private PlanFile plan() {
    return PlanFile.read(repo.path(PLAN), repo.root());
  }

  /** Undoes a block of the newest session while nobody runs it. */
  public Run rollback(String block) {
    return rollback(block, false, List.of());
  }

  /** Puts back what the last undo of a block took away. */
  public Run redo(String block) {
    return rollback(block, true, List.of());
  }

  /** Undoes a block but leaves some paths. */
  public Run rollbackLeaving(String block, String... leave) {
    return rollback(block, false, List.of(leave));
  }

  private Run rollback(String block, boolean redo, List<String> leave) {
    Story story = new Story(null);
    SessionStore.Stored stored = stored();
    ScriptedGate nobody = ScriptedGate.nobody();
    try {
      new Rollback(story, Clock.systemUTC())
          .undo(
              new Rollback.Request(
                  facts(), stored, block, redo, leave, "ana", repo.environment(), null));
      story.ended(null);
      return story.run(nobody, List.of(), null);
    } catch (StopException e) {
      story.refused(e);
      return story.run(nobody, e.problems(), null);
    }
  }

  /** Returns the newest session as its journal tells it. */
  public SessionStore.Stored stored() {
    return new SessionStore(repo.root().resolve(".git")).latest(repo.root(), null).orElseThrow();
  }

  /**
   * What a run did.
   *
   * @param story see {@link Story}; its last line is how the run ended
   * @param state as the last recorded event left it; absent when nothing was recorded
   * @param outcome absent when the run threw
   */
  public record Run(
      String story,
      List<Problem> problems,
      List<Event> events,
      List<Problem> warnings,
      List<String> remarks,
      ScriptedGate gate,
      @Nullable SessionState state,
      @Nullable RunResult outcome) {
    /** Returns the state that the last recorded event left. */
    public SessionState last() {
      return Objects.requireNonNull(state, "nothing was recorded");
    }

    /** Returns the words of the warnings. */
    public List<String> warned() {
      return warnings.stream().map(Problem::message).toList();
    }

    /** Returns a block as the last recorded event left it. */
    public BlockState block(String id) {
      return last().block(id);
    }

    /** Returns the last recorded event of a kind. */
    public <T extends Event> T last(Class<T> type) {
      return events.stream()
          .filter(type::isInstance)
          .map(type::cast)
          .reduce((a, b) -> b)
          .orElseThrow();
    }
  }
}
