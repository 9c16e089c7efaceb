package dev.execsession.cli;

import dev.execsession.contract.BlockRange;
import dev.execsession.contract.LockedPlan;
import dev.execsession.contract.PlanFile;
import dev.execsession.contract.RunRequest;
import dev.execsession.contract.Turn;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.journal.Channel;
import dev.execsession.journal.Consent;
import dev.execsession.journal.Phase;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.SessionStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens the next block for the calling agent and prints its brief. */
final class BeginCommand implements Command {
  private final ExecSession root;
  private @Nullable String plan;
  private @Nullable String only;

  private final SessionOptions options;

  BeginCommand(ExecSession root) {
    this.root = root;
    this.options = new SessionOptions(root);
  }

  @Override
  public CommandSpecBuilder words() {
    return options.words(
        options
            .modeWords(
                new CommandSpecBuilder(
                        "begin",
                        this,
                        "Open the next block for the calling agent and print its brief.")
                    .optionalParameter(
                        "PLAN",
                        to -> plan = to,
                        "The plan (default: that of this worktree's session, or the only active one).")
                    .value("--block", "ID", to -> only = to, "Open only this block."))
            .footer(
                "The agent then works until it calls `exec-session finish`; meanwhile no process",
                "of exec-session runs.",
                "Exit: 0 a block is open or the plan is done, 1 blocked, 2 usage, 3 refused,",
                "4 escalated, 5 paused, 6 busy, 7 unverifiable."));
  }

  @Override
  public Integer call() {
    root.checkWords();
    options.refuseFromAgent();
    Optional<SessionStore.Stored> stored =
        plan == null ? new SessionLookup(root).any() : Optional.empty();
    PlanFile file = stored.map(this::ofSession).orElseGet(this::named);
    PlanLookup lookup = new PlanLookup(root);
    Path start = lookup.start(file);
    RepositoryFacts facts = new SessionLookup(root).repositoryOf(file);
    AgentCaller caller = AgentCaller.of(root.surroundings().environment(), facts.commonDir());
    // A session that cannot be read must not keep a person from starting over.
    Optional<SessionStore.Stored> latest =
        options.restart()
            ? Optional.empty()
            : new SessionStore(facts.commonDir())
                .latest(facts.root(), facts.root().relativize(file.path()).toString());
    boolean waited = latest.filter(known -> !known.state().waiting().isEmpty()).isPresent();
    Turn.Begin turn =
        new Turn.Begin(
            caller.caller(), caller.isAttended(), options.mode(), Consent.by(Channel.OPTION));
    return new AgentRun(root, caller, waited)
        .execute(
            RunRequest.builder(
                    locked(file, latest),
                    root.surroundings().invocation(start, false),
                    turn.agentMode(),
                    turn)
                .range(new BlockRange(only, null, null))
                .allow(options.permissions())
                .commit(options.commit())
                .sandbox(options.sandbox())
                // A block that fails when it is judged again is opened again.
                .retries(1)
                .restart(options.restart())
                .build(),
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
        active.isEmpty()
            ? "create one: `exec-session new NAME`"
            : "name one: `exec-session begin PLAN`");
  }

  /** Returns the plan as it was locked in while an agent has a block of it. */
  private static PlanFile locked(PlanFile file, Optional<SessionStore.Stored> latest) {
    return latest
        .filter(
            known -> known.state().openBlock().isPresent() || known.state().handedIn().isPresent())
        .map(known -> new PlanFile(file.path(), file.shown(), LockedPlan.read(known.folder())))
        .orElse(file);
  }
}
