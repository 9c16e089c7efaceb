package dev.execsession.cli;

import dev.execsession.contract.BlockRange;
import dev.execsession.contract.ExecutorChoice;
import dev.execsession.contract.LockedPlan;
import dev.execsession.contract.PlanFile;
import dev.execsession.contract.RunRequest;
import dev.execsession.contract.Turn;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.journal.Mode;
import dev.execsession.journal.Phase;
import dev.execsession.journal.SandboxMode;
import dev.execsession.json.JsonName;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.SessionStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens the next block for the agent that calls, and prints its brief. */
final class BeginCommand implements Command {
  private final ExecSession root;
  private @Nullable String plan;
  private @Nullable String only;
  private boolean allowDirty;
  private boolean adopt;
  private boolean acceptBetween;
  private boolean restart;
  private boolean anyPath;
  private @Nullable Boolean commit;
  private @Nullable String sandbox;

  BeginCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder(
            "begin", this, "Open the next block for the agent that calls; print its brief.")
        .optionalParameter(
            "PLAN",
            to -> plan = to,
            "The plan (default: that of this worktree's session, or the only active one).")
        .value("--block", "ID", to -> only = to, "Open only this block.")
        .choice(
            "--commit", on -> commit = on, "Commit each accepted block; stays on for the session.")
        .flag("--any-path", on -> anyPath = on, "Accept a plan outside the active folder.")
        .flag(
            "--allow-dirty",
            on -> allowDirty = on,
            "Start with uncommitted changes in the worktree.")
        .flag(
            "--adopt",
            on -> adopt = on,
            "Hand uncommitted changes in scope to the first open block.")
        .flag(
            "--accept-between",
            on -> acceptBetween = on,
            "Accept what was changed between two blocks as yours.")
        .value(
            "--sandbox",
            "WHEN",
            to -> sandbox = to,
            "Sandbox checks: auto (if available, the default), on (required), off.")
        .flag(
            "--restart",
            on -> restart = on,
            "Start from scratch: take over neither work nor options.")
        .footer(
            "The agent works until it calls `exec-session finish`; no process runs until then.",
            "Exit: 0 a block is open, 1 blocked, 2 usage, 3 refused, 4 escalated, 5 paused, 6"
                + " busy,",
            "7 unverifiable.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    SandboxMode mode =
        sandbox == null ? null : JsonName.find(SandboxMode.class, sandbox).orElse(null);
    if (sandbox != null && mode == null) {
      throw root.refusal("--sandbox takes auto, on or off, not `" + sandbox + "`");
    }
    PersonOnly person = new PersonOnly(root);
    person.refuse(allowDirty, "--allow-dirty", null);
    person.refuse(adopt, "--adopt", null);
    person.refuse(acceptBetween, "--accept-between", "approve changes");
    person.refuse(restart, "--restart", null);
    person.refuse(mode == SandboxMode.OFF, "--sandbox off", null);
    Optional<SessionStore.Stored> stored =
        plan == null ? new SessionLookup(root).any() : Optional.empty();
    PlanFile file = stored.map(this::ofSession).orElseGet(this::named);
    PlanLookup lookup = new PlanLookup(root);
    Path start = lookup.start(file);
    AgentCaller caller =
        AgentCaller.of(
            root.surroundings().environment(),
            new SessionLookup(root).repositoryOf(file).commonDir());
    return new AgentRun(root, caller)
        .execute(
            new RunRequest(
                locked(file),
                start,
                Person.name(root.surroundings(), start),
                ToolVersion.number(),
                Mode.STEPWISE,
                false,
                ExecutorChoice.NONE,
                new BlockRange(only, null, null),
                List.of(),
                null,
                false,
                allowDirty,
                adopt,
                acceptBetween,
                false,
                anyPath,
                commit,
                mode,
                // A block that is judged anew and is not good is opened again.
                1,
                restart,
                false,
                false,
                List.of(),
                root.surroundings().environment(),
                new Turn.Begin(caller.caller())),
            ExitCode.DONE);
  }

  /** Returns the plan of the worktree's session, unless that is completed. */
  private PlanFile ofSession(SessionStore.Stored stored) {
    if (stored.state().phase() == Phase.COMPLETED) {
      return named();
    }
    return new PlanLookup(root)
        .read(Path.of(stored.state().locked().root()).resolve(stored.state().locked().plan()));
  }

  private PlanFile named() {
    PlanLookup lookup = new PlanLookup(root);
    if (plan != null) {
      return lookup.find(plan);
    }
    List<Path> active = lookup.active();
    if (active.size() == 1) {
      return lookup.read(active.get(0));
    }
    throw new StopException(
        Stop.REFUSED,
        ProblemCode.RUN_NO_SESSION,
        active.isEmpty()
            ? "no plan in the active folder"
            : "more than one plan in the active folder",
        active.isEmpty() ? "exec-session new NAME" : "name one: `exec-session begin PLAN`");
  }

  /** Returns the plan as it was locked in, while a block of it is the agent's. */
  private PlanFile locked(PlanFile file) {
    if (restart) {
      return file;
    }
    RepositoryFacts facts = new SessionLookup(root).repositoryOf(file);
    return new SessionStore(facts.commonDir())
        .latest(facts.root(), facts.root().relativize(file.path()).toString())
        .filter(
            stored ->
                stored.state().openBlock().isPresent() || stored.state().handedIn().isPresent())
        .map(stored -> new PlanFile(file.path(), file.shown(), LockedPlan.read(stored.folder())))
        .orElse(file);
  }
}
