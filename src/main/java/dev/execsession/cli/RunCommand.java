package dev.execsession.cli;

import dev.execsession.journal.SessionState;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.Interrupts;
import dev.execsession.process.Terminal;
import dev.execsession.report.StatusView;
import dev.execsession.session.BlockRange;
import dev.execsession.session.Contract;
import dev.execsession.session.Outcome;
import dev.execsession.session.PlanFile;
import dev.execsession.session.RunMode;
import dev.execsession.session.RunRequest;
import dev.execsession.session.SandboxMode;
import dev.execsession.session.SessionListener;
import dev.execsession.session.SessionRunner;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Executes a plan, or takes an unfinished session of it up. */
@Command(
    name = "run",
    description = "Execute the plan; resume its unfinished session.",
    sortOptions = false,
    footer = {
      "",
      "Exit: 0 done, 1 blocked, 2 usage, 3 refused, 4 escalated, 5 paused, 6 busy, 7 unverifiable."
    })
final class RunCommand implements Callable<Integer> {
  @ParentCommand private @Nullable ExecSession root;
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PLAN",
      description = "The plan: a path, or a name in the active folder.")
  private String plan = "";

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "stepwise (the default) asks after each block; autonomous runs through.")
  private String mode = "stepwise";

  @Option(
      names = "--override-mode",
      description = "Run autonomously although the plan asks for stepwise; the report names you.")
  private boolean overrideMode;

  @Option(
      names = "--executor",
      paramLabel = "NAME",
      description = "Who does the work: a configured or shipped executor, manual or commands.")
  private @Nullable String executor;

  @Option(
      names = "--executor-command",
      paramLabel = "CMD",
      description = "A shell command that does the work; it gets the brief on stdin.")
  private @Nullable String executorCommand;

  @Option(names = "--block", paramLabel = "ID", description = "Only this block.")
  private @Nullable String only;

  @Option(names = "--from", paramLabel = "ID", description = "From this block on.")
  private @Nullable String from;

  @Option(names = "--until", paramLabel = "ID", description = "Up to and including this block.")
  private @Nullable String until;

  @Option(
      names = {"--approve", "--approve-group"},
      paramLabel = "ID",
      description = "Say yes to the result of a block, or group, that waits for it.")
  private List<String> approve = new ArrayList<>();

  @Option(
      names = "--ack-guards",
      description = "Acknowledge the exclusions that no machine can enforce.")
  private boolean ackGuards;

  @Option(names = "--allow-dirty", description = "Start although there are uncommitted changes.")
  private boolean allowDirty;

  @Option(
      names = "--allow-detached",
      description =
          "Accept a detached HEAD at the tip of the plan's branch, as build services have.")
  private boolean allowDetached;

  @Option(names = "--any-path", description = "Accept a plan outside of the active folder.")
  private boolean anyPath;

  @Option(
      names = "--commit",
      negatable = true,
      description = "Commit each block once it is accepted; said once, it holds for the session.")
  private @Nullable Boolean commit;

  @Option(
      names = "--sandbox",
      paramLabel = "WHEN",
      description =
          "Confine executors and checks: auto (the default) where it works, on or not at all, off.")
  private @Nullable String sandbox;

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = "Run a failed block's executor again, at most N times.")
  private int retries;

  @Option(names = "--restart", description = "Begin a new session instead of resuming.")
  private boolean restart;

  @Option(names = "--dry-run", description = "Lock in and restate the plan; start nothing.")
  private boolean dryRun;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Copy the report there: .md or .json; repeatable.")
  private List<Path> reports = new ArrayList<>();

  @Option(names = "--json", description = "Print events as JSON lines.")
  private boolean json;

  @Option(names = "--no-input", description = "Never ask; pause where a person must decide.")
  private boolean noInput;

  @Override
  public Integer call() {
    ExecSession top = Objects.requireNonNull(root);
    top.checkWords();
    Console console = top.console();
    Surroundings surroundings = top.surroundings();
    boolean person =
        surroundings.inputIsTerminal()
            && surroundings.errorIsTerminal()
            && !surroundings.isContinuousIntegration()
            && !noInput;
    RunRequest request = request(top, person);
    Interrupts interrupts = surroundings.interrupts();
    Terminal terminal =
        surroundings.inputIsTerminal() && !dryRun
            ? Terminal.onInput(interrupts, surroundings.outputIsTerminal(), console::control)
            : Terminal.NONE;
    Keyboard keyboard = new Keyboard(surroundings.in(), interrupts);
    ReportFiles files = new ReportFiles(top.directory());
    RunLines lines = new RunLines(console);
    SessionListener listener = json ? new RunJson(console, lines) : lines;
    SessionRunner runner =
        new SessionRunner(
            new ConsoleGate(console, keyboard, person),
            listener,
            Clock.systemUTC(),
            interrupts,
            terminal);
    if (dryRun) {
      Contract contract = runner.lockIn(request);
      contract.warnings().forEach(lines::warned);
      console.result(String.join("\n", Restatement.of(contract, Set.of())));
      return ExitCode.DONE;
    }
    try {
      return interrupts.during(
          restoring(terminal), () -> finish(console, files, runner.run(request)));
    } catch (StopException e) {
      if (json) {
        RunJson.stopped(console, e);
      }
      throw e;
    } finally {
      terminal.restore();
    }
  }

  private static Interrupts.Handler restoring(Terminal terminal) {
    return new Interrupts.Handler() {
      @Override
      public void end(String signal) {
        terminal.restore();
      }

      @Override
      public void endNow() {
        terminal.restore();
      }
    };
  }

  private int finish(Console console, ReportFiles files, Outcome outcome) {
    SessionState state = outcome.state();
    Stop stop = outcome.stop();
    int code = stop == null ? ExitCode.DONE : ExitCode.of(stop);
    List<String> written = files.write(outcome.folder(), state, outcome.reports());
    if (json) {
      RunJson.ended(console, state, code);
      return code;
    }
    List<String> summary =
        new ArrayList<>(written.stream().map(path -> "report  " + path).toList());
    summary.addAll(StatusView.of(state, files.place(outcome.folder())));
    console.result(String.join("\n", summary));
    return code;
  }

  private RunRequest request(ExecSession top, boolean person) {
    check(
        mode.equals("stepwise") || mode.equals("autonomous"),
        "--mode takes stepwise or autonomous, not `" + mode + "`");
    check(
        executor == null || executorCommand == null,
        "--executor and --executor-command exclude each other");
    check(
        sandbox == null || SandboxMode.isWord(sandbox),
        "--sandbox takes auto, on or off, not `" + sandbox + "`");
    check(only == null || (from == null && until == null), "--block excludes --from and --until");
    check(retries >= 0 && retries <= 100, "--retries takes a number from 0 to 100");
    reports.forEach(file -> ReportFiles.check(file, top.directory()));
    List<Path> copies =
        reports.stream().map(file -> top.directory().resolve(file).normalize()).toList();
    PlanLookup lookup = new PlanLookup(top);
    PlanFile file = lookup.find(plan);
    return new RunRequest(
        file,
        lookup.start(file),
        Person.name(top.surroundings()),
        ToolVersion.number(),
        mode.equals("autonomous") ? RunMode.AUTONOMOUS : RunMode.STEPWISE,
        overrideMode,
        executor,
        executorCommand,
        new BlockRange(only, from, until),
        approve,
        ackGuards,
        allowDirty,
        allowDetached,
        anyPath,
        commit,
        sandbox == null ? null : SandboxMode.of(sandbox),
        retries,
        restart,
        person,
        copies,
        top.surroundings().environment());
  }

  private void check(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
  }
}
