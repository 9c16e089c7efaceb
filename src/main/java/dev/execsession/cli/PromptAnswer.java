package dev.execsession.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.execsession.contract.BlockRange;
import dev.execsession.contract.Permission;
import dev.execsession.contract.RunRequest;
import dev.execsession.contract.Turn;
import dev.execsession.engine.DriverRecord;
import dev.execsession.engine.RunResult;
import dev.execsession.engine.SessionListener;
import dev.execsession.guard.HookAnswer;
import dev.execsession.guard.HookEvent;
import dev.execsession.guard.HookSettings;
import dev.execsession.guard.PromptCall;
import dev.execsession.guard.PromptCase;
import dev.execsession.guard.PromptRule;
import dev.execsession.journal.Awaited;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Caller;
import dev.execsession.journal.Channel;
import dev.execsession.journal.Consent;
import dev.execsession.journal.Mode;
import dev.execsession.journal.Opening;
import dev.execsession.journal.Phase;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Problem;
import dev.execsession.problem.StopException;
import dev.execsession.process.ProcessAbove;
import dev.execsession.store.SessionFolder;
import dev.execsession.store.SessionStore;
import dev.execsession.text.ShellWord;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a person's answer from the prompt of an agent: records it if every rule holds, and tells
 * the agent what happened.
 *
 * @param above the processes above this one
 */
record PromptAnswer(Surroundings surroundings, PromptCall call, List<ProcessAbove> above) {
  HookAnswer answer() {
    String said;
    try {
      said = judged();
    } catch (StopException e) {
      Problem problem = e.problems().get(0);
      said = refused(problem.message() + (problem.hint() == null ? "" : "; " + problem.hint()));
    } catch (RuntimeException e) {
      said = refused("exec-session failed: " + e);
    }
    return call.agent().context(HookEvent.PROMPT, "exec-session: " + said);
  }

  private String refused(String why) {
    call.notes().refused(why);
    return "this prompt approved nothing: " + why;
  }

  private String judged() {
    SessionStore.Stored stored =
        new SessionStore(call.commonDir()).latest(call.root(), null).orElse(null);
    if (stored == null) {
      return refused("there is no session in this worktree");
    }
    SessionState state = stored.state();
    List<BlockState> waiting = state.waiting();
    Optional<String> broken = PromptRule.brokenBy(promptCase(state));
    if (broken.isPresent()) {
      return refused(
          broken.get() + "; the person can still approve in a terminal: " + terminal(waiting));
    }
    return switch (call.words().kind()) {
      case RESULT -> result(stored, waiting);
      case CHANGES -> changes(stored);
      case AUTONOMOUS -> autonomous(stored, waiting);
    };
  }

  private static String terminal(List<BlockState> waiting) {
    return waiting.isEmpty()
        ? "`exec-session status`"
        : "`exec-session accept " + waiting.get(waiting.size() - 1).id() + "`";
  }

  private String result(SessionStore.Stored stored, List<BlockState> waiting) {
    SessionState state = stored.state();
    List<String> ids = waiting.stream().map(BlockState::id).toList();
    if (ids.isEmpty() || !isForApproval(state)) {
      return refused("no result waits for approval; " + next(state));
    }
    String last = ids.get(ids.size() - 1);
    String form = ids.size() == 1 ? last : ids.get(0) + "-" + last;
    Optional<String> word =
        call.words().word() == null
            ? Optional.of(last).filter(id -> ids.size() == 1)
            : call.words().among(state.blocks().stream().map(BlockState::id).toList());
    if (word.isEmpty() || !(word.get().equals(last) || word.get().equals(form))) {
      return refused(
          String.join(", ", ids)
              + (ids.size() == 1 ? " waits" : " wait")
              + " for approval; type `approve "
              + form
              + "`");
    }
    Decision decision = decided(request(stored, last, List.of(word.get()), decide(state)).build());
    return said(decision, approved(ids));
  }

  private static String approved(List<String> ids) {
    return "`" + String.join("`, `", ids) + "` approved by the person";
  }

  private static boolean isForApproval(SessionState state) {
    return state.paused().filter(asked -> asked.awaited() == Awaited.APPROVAL).isPresent();
  }

  /** Accepts the result that waits, and lets the checks approve the blocks that follow. */
  private String autonomous(SessionStore.Stored stored, List<BlockState> waiting) {
    SessionState state = stored.state();
    boolean waits = isForApproval(state) && !waiting.isEmpty();
    if (!waits && state.phase() != Phase.ACTIVE && state.phase() != Phase.WORKING) {
      return refused(
          "the session waits for something else; " + words(stored.folder(), state).last());
    }
    RunRequest chosen =
        request(
                stored,
                null,
                List.of(),
                new Turn.Begin(opening(state).by(), true, Mode.AUTONOMOUS, consent(state)))
            .build();
    try {
      DriverRecord.check(chosen);
    } catch (StopException e) {
      return refused(unfit(e, state));
    }
    String done = "";
    if (waits) {
      List<String> ids = waiting.stream().map(BlockState::id).toList();
      String last = ids.get(ids.size() - 1);
      Decision decision = decided(request(stored, last, List.of(last), decide(state)).build());
      if (decision.isRefused() || decision.after().phase() == Phase.COMPLETED) {
        return said(decision, approved(ids));
      }
      done = approved(ids) + ", and ";
    }
    SessionState after =
        new DriverRecord(new SessionListener() {}, Clock.systemUTC()).write(chosen);
    call.notes().approved();
    return done
        + "the session is autonomous from now on: a block whose checks pass needs no approval; "
        + after
            .openBlock()
            .map(block -> "`" + block.id() + "` is open: run `exec-session finish` when it is done")
            .orElse("run `exec-session begin`");
  }

  /** Returns what autonomous mode lacks, and the command that allows what a person can. */
  private static String unfit(StopException e, SessionState state) {
    StringBuilder options = new StringBuilder(" --mode autonomous");
    boolean isAllowed = true;
    List<String> reasons = new ArrayList<>();
    for (Problem problem : e.problems()) {
      if (problem.isError()) {
        reasons.add(problem.message());
        switch (problem.code()) {
          case RUN_MODE -> options.append(" --override-mode");
          case RUN_GUARDS -> options.append(" --ack-guards");
          default -> isAllowed = false;
        }
      }
    }
    return String.join("; ", reasons)
        + (isAllowed
            ? "; the person can allow it in a terminal: `exec-session begin "
                + ShellWord.path(state.locked().plan())
                + options
                + "`"
            : "; the blocks are approved one by one");
  }

  /** Accepts the changes; opens the next block unless a result waits. */
  private String changes(SessionStore.Stored stored) {
    SessionState state = stored.state();
    if (state.paused().filter(asked -> asked.awaited() == Awaited.BETWEEN).isEmpty()) {
      return refused("no changes wait for approval; " + next(state));
    }
    List<BlockState> waiting = state.waiting();
    Turn turn =
        waiting.isEmpty()
            ? new Turn.Begin(opening(state).by(), true, null, consent(state))
            : decide(state);
    @Nullable String last = waiting.isEmpty() ? null : waiting.get(waiting.size() - 1).id();
    return said(
        decided(request(stored, last, List.of(), turn).allow(Permission.ACCEPT_BETWEEN).build()),
        "the person accepted the changes");
  }

  private Turn.Decide decide(SessionState state) {
    return new Turn.Decide(consent(state));
  }

  private static Consent consent(SessionState state) {
    return new Consent(
        Channel.PROMPT,
        opening(state).by(),
        Arrays.stream(PromptRule.values()).map(PromptRule::word).toList());
  }

  private String next(SessionState state) {
    return state.openBlock().isPresent()
        ? "block `" + state.openBlock().get().id() + "` is open"
        : "run `exec-session begin`";
  }

  private RunRequest.Builder request(
      SessionStore.Stored stored, @Nullable String until, List<String> approve, Turn turn) {
    SessionState state = stored.state();
    ExecSession root = new ExecSession(silent());
    Path folder = Path.of(state.locked().root());
    return RunRequest.resuming(
            new PlanLookup(root).read(folder.resolve(state.locked().plan())),
            surroundings.invocation(folder, false),
            state,
            turn)
        .range(new BlockRange(null, null, until))
        .approve(approve);
  }

  /**
   * What came of an answer.
   *
   * @param rest what comes next
   * @param isRefused whether the session still waits for the same
   */
  private record Decision(SessionState after, String rest, boolean isRefused) {}

  private Decision decided(RunRequest request) {
    ExecSession root = new ExecSession(silent());
    SessionRun run =
        new SessionRun(root, root.console(Console.Verbosity.QUIET), false, true, false);
    List<RunResult> results = new ArrayList<>();
    run.execute(
        request,
        ConsoleListener::restated,
        (outcome, reports) -> {
          results.add(outcome);
          return ExitCode.DONE;
        });
    SessionState after = results.get(0).state();
    boolean isAsked =
        request.approve().isEmpty()
            ? after.paused().filter(asked -> asked.awaited() == Awaited.BETWEEN).isPresent()
            : !after.waiting().isEmpty();
    return new Decision(after, words(results.get(0).folder(), after).last(), isAsked);
  }

  private String said(Decision decision, String done) {
    if (decision.isRefused()) {
      return refused(decision.rest());
    }
    call.notes().approved();
    SessionState after = decision.after();
    return after.phase() == Phase.COMPLETED || !after.waiting().isEmpty()
        ? done + "; " + decision.rest()
        : done + "; run `exec-session begin`";
  }

  private AgentWords words(SessionFolder folder, SessionState state) {
    return new AgentWords(state, new ReportFiles(call.root()).place(folder), Optional.empty());
  }

  /** Returns the surroundings of a command whose output is not the hook's. */
  private Surroundings silent() {
    PrintStream out = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    return new Surroundings(
        new ByteArrayInputStream(new byte[0]),
        out,
        out,
        surroundings.environment(),
        call.root(),
        false,
        false,
        false,
        surroundings.interrupts());
  }

  private static Opening opening(SessionState state) {
    return state.lastOpened().flatMap(BlockState::opening).orElseThrow();
  }

  private PromptCase promptCase(SessionState state) {
    Caller by = state.lastOpened().flatMap(BlockState::opening).map(Opening::by).orElse(null);
    return new PromptCase(
        call.agent(),
        call.fields(),
        call.session(),
        surroundings.environment(),
        above,
        HookSettings.digest(call.agent(), call.root()),
        call.notes().read(),
        by == null
            ? null
            : new PromptCase.Begun(by.name(), by.session(), by.pid(), by.ticks(), by.settings()));
  }
}
