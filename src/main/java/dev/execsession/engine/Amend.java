package dev.execsession.engine;

import dev.execsession.config.Config;
import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.contract.Invocation;
import dev.execsession.contract.LockIn;
import dev.execsession.contract.PlanApprovals;
import dev.execsession.contract.PlanFile;
import dev.execsession.contract.Preflight;
import dev.execsession.contract.RunRequest;
import dev.execsession.contract.Turn;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Grant;
import dev.execsession.journal.Journal;
import dev.execsession.journal.Phase;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.plan.ScopeAmendment;
import dev.execsession.plan.ScopeEntry;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.scope.Judgement;
import dev.execsession.scope.PathPattern;
import dev.execsession.scope.Verdict;
import dev.execsession.store.LockOwner;
import dev.execsession.store.Recorder;
import dev.execsession.store.SessionFolder;
import dev.execsession.store.SessionStore;
import dev.execsession.store.WorktreeLock;
import dev.execsession.text.IoReason;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Amends the scope of a plan whose session is open and not running; the session goes on. */
public record Amend(SessionListener listener, Clock clock) {
  /**
   * What to amend.
   *
   * @param plan its file as it is
   * @param invocation who amends it
   * @param block whose own scope is amended too; null for the one that the session stopped in
   * @param include patterns to add
   * @param exclude patterns to add
   * @param reason why
   */
  public record Request(
      PlanFile plan,
      Invocation invocation,
      SessionStore.Stored stored,
      @Nullable String block,
      List<String> include,
      List<String> exclude,
      String reason) {
    public Request {
      include = List.copyOf(include);
      exclude = List.copyOf(exclude);
    }

    /** Returns the contract with this text of the plan. */
    private Contract lock(PlanFile text, boolean approves) {
      RunRequest run =
          RunRequest.resuming(text, invocation, stored.state(), new Turn.Run()).build();
      LockIn lockIn = new LockIn(run, false);
      return (approves ? lockIn.approving() : lockIn).lock();
    }
  }

  /**
   * Amends the plan's file, records the grant and returns the resulting session.
   *
   * @throws StopException REFUSED when the plan with the patterns would not be ready to run, with
   *     every problem; nothing has changed then
   */
  public SessionState amend(Request request) {
    Contract contract = request.lock(request.plan(), false);
    SessionStore store = new SessionStore(contract.repository().commonDir());
    return WorktreeLock.holding(
        store.locks(),
        SessionStore.keyOf(contract.repository().root()),
        LockOwner.now(
            contract.planPath(),
            request.invocation().by(),
            request.invocation().environment(),
            clock.instant()),
        request.invocation().environment(),
        lock -> amend(request, contract, lock));
  }

  private SessionState amend(Request request, Contract contract, WorktreeLock lock) {
    SessionFolder folder = request.stored().folder();
    folder.sweep();
    try (Journal journal = Journal.open(folder.path(), clock)) {
      SessionState state = SessionState.of(journal.entries()).orElseThrow();
      refuseUnless(state, contract);
      Optional<String> block = Optional.ofNullable(request.block()).or(() -> stoppedIn(state));
      PlanFile amended = amended(request, contract, block.orElse(null));
      Contract after = request.lock(amended, true);
      refuseUnlessAllowed(request.include(), block, after);
      Recorder recorder = Recorder.resume(lock, journal, listener::recorded, state);
      write(folder, amended);
      folder.write(folder.plan(), amended.bytes());
      approve(request, after);
      recorder.record(grant(request, block.orElse(null), state, contract, after));
      HookView.refresh(after.repository(), folder.id(), recorder.state());
      return recorder.state();
    }
  }

  private void approve(Request request, Contract after) {
    if (after.config().approval().mode() == Config.Approval.Mode.RECORDED) {
      new PlanApprovals(after.repository().commonDir())
          .approve(after.parsed(), after.planPath(), request.invocation().by(), clock.instant());
    }
  }

  private static void refuseUnless(SessionState state, Contract contract) {
    String why = null;
    if (state.phase() == Phase.COMPLETED) {
      why = "its session is completed";
    } else if (!state.locked().planDigest().equals(contract.digest())) {
      why = "it was edited since its session was locked in";
    } else if (state.openBlock().isPresent()) {
      why = "block `" + state.openBlock().get().id() + "` is open for an agent";
    } else if (state.halfUndone().isPresent() || Continuation.unsettled(state).isPresent()) {
      why = "a block of its session was interrupted and is not settled";
    }
    if (why != null) {
      throw new StopException(
          Stop.REFUSED,
          ProblemCode.RUN_AMEND,
          "`" + contract.planPath() + "` cannot be amended: " + why,
          state.openBlock().isPresent()
              ? "let the agent escalate: `exec-session finish --escalate scope --detail 'what it"
                  + " needs'`"
              : "`" + contract.runCommand() + "`");
    }
  }

  private static Optional<String> stoppedIn(SessionState state) {
    return state
        .escalation()
        .map(Fact.Escalation::block)
        .or(
            () ->
                state.blocks().stream()
                    .filter(block -> block.step() == Step.BLOCKED || block.step() == Step.ESCALATED)
                    .map(BlockState::id)
                    .findFirst());
  }

  private static PlanFile amended(Request request, Contract contract, @Nullable String block) {
    PlanFile plan = request.plan();
    String text = new String(plan.bytes(), StandardCharsets.UTF_8);
    ScopeAmendment.Amended amended =
        ScopeAmendment.of(
            text,
            plan.shown(),
            Preflight.rules(contract.config(), true),
            block,
            request.include(),
            request.exclude());
    if (!amended.problems().isEmpty()) {
      throw new StopException(Stop.REFUSED, amended.problems());
    }
    if (amended.text().equals(text)) {
      throw new StopException(
          Stop.REFUSED,
          ProblemCode.RUN_AMEND,
          "the plan has these patterns already",
          "`" + contract.runCommand() + "`");
    }
    return new PlanFile(plan.path(), plan.shown(), amended.text().getBytes(StandardCharsets.UTF_8));
  }

  /** Refuses patterns of single paths that stay forbidden. */
  private static void refuseUnlessAllowed(
      List<String> include, Optional<String> block, Contract after) {
    List<Problem> problems = new ArrayList<>();
    for (String pattern : include) {
      if (PathPattern.forInclude(pattern).wholePlace() == null) {
        continue;
      }
      Judgement judgement =
          block
              .flatMap(after::block)
              .map(BlockContract::scope)
              .orElse(after.scope())
              .judge(TreePath.of(pattern), false);
      if (judgement.verdict() == Verdict.EXCLUDED) {
        problems.add(
            Problem.error(
                ProblemCode.RUN_AMEND,
                "`" + pattern + "` stays excluded by `" + judgement.rule() + "`",
                "remove `" + judgement.rule() + "` from Exclude, or narrow it"));
      }
    }
    if (!problems.isEmpty()) {
      throw new StopException(Stop.REFUSED, problems);
    }
  }

  /** Replaces the plan, where a link to it leads, with its permissions. */
  private static void write(SessionFolder folder, PlanFile plan) {
    try {
      Path real = plan.path().toRealPath();
      folder.replaceOutside(real, plan.bytes(), Files.getPosixFilePermissions(real));
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.RUN_OUTPUT,
          "cannot write `" + plan.shown() + "`: " + IoReason.of(e),
          "make it writable",
          e);
    }
  }

  private Grant.Amended grant(
      Request request,
      @Nullable String block,
      SessionState state,
      Contract before,
      Contract after) {
    boolean isOwn = block != null && !includes(before, block).equals(includes(after, block));
    return new Grant.Amended(
        isOwn ? block : null,
        request.include(),
        request.exclude(),
        request.reason(),
        request.invocation().by(),
        Duration.between(state.lastAt(), clock.instant()).toMillis(),
        after.digest(),
        after.blocks().stream().map(BlockContract::fact).toList(),
        after.plan().include().stream().map(ScopeEntry::pattern).toList(),
        after.plan().exclude().stream().map(ScopeEntry::pattern).toList());
  }

  private static List<String> includes(Contract contract, String block) {
    return contract.block(block).stream()
        .flatMap(known -> known.block().include().stream())
        .map(ScopeEntry::pattern)
        .toList();
  }
}
