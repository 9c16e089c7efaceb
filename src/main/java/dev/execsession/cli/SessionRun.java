package dev.execsession.cli;

import dev.execsession.contract.Contract;
import dev.execsession.contract.RunRequest;
import dev.execsession.engine.BlockDiff;
import dev.execsession.engine.CutOff;
import dev.execsession.engine.Resumption;
import dev.execsession.engine.RunResult;
import dev.execsession.engine.SessionListener;
import dev.execsession.engine.SessionRunner;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.Interrupts;
import dev.execsession.process.Terminal;
import dev.execsession.report.StatusView;
import dev.execsession.store.SessionFolder;
import dev.execsession.store.SessionStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a request at the console, for every command that runs a session.
 *
 * @param json whether events are printed as JSON lines
 * @param noInput whether the user forbids prompts
 * @param withDiffs whether reports contain each block's diff
 */
record SessionRun(
    ExecSession root, Console console, boolean json, boolean noInput, boolean withDiffs) {
  private static final Duration HEARTBEAT = Duration.ofSeconds(30);

  /** Returns whether a person can be prompted. */
  boolean isPersonPresent() {
    return root.surroundings().isPersonPresent() && !noInput;
  }

  /** Prints the contract without running anything; returns the exit code. */
  int show(RunRequest request) {
    ConsoleListener lines = new ConsoleListener(console, null);
    Contract contract = runner(lines, Terminal.NONE).lockIn(request);
    contract.warnings().forEach(lines::warned);
    console.summary(ContractSummary.of(contract));
    return ExitCode.DONE;
  }

  /** Formats what was locked in. */
  interface Restatement {
    List<Line> of(Contract contract, @Nullable Resumption from);
  }

  /** Prints how a run ended. */
  interface Ending {
    /** Returns the exit code; the reports' paths are to be named. */
    int end(RunResult outcome, List<String> reports);
  }

  /** Runs the request to its end or stop; returns the exit code. */
  int execute(RunRequest request) {
    return execute(request, ConsoleListener::restated, this::ended);
  }

  /** Runs the request to its end or stop; returns the exit code. */
  int execute(RunRequest request, Restatement restatement, Ending ending) {
    Surroundings surroundings = root.surroundings();
    Interrupts interrupts = surroundings.interrupts();
    Terminal terminal =
        surroundings.inputIsTerminal()
            ? Terminal.onInput(interrupts, surroundings.outputIsTerminal(), console::control)
            : Terminal.NONE;
    ConsoleListener lines =
        new ConsoleListener(
            console, json ? null : HEARTBEAT, new ReportsOnSignal()::write, restatement);
    SessionListener listener = json ? new JsonEventListener(console, lines) : lines;
    try {
      return interrupts.during(
          restoring(terminal),
          () -> {
            RunResult outcome = runner(listener, terminal).run(request);
            return ending.end(outcome, reports(listener, outcome));
          });
    } catch (StopException e) {
      if (json) {
        JsonEventListener.stopped(console, e);
      }
      throw e;
    } finally {
      terminal.restore();
    }
  }

  private SessionRunner runner(SessionListener listener, Terminal terminal) {
    Surroundings surroundings = root.surroundings();
    return new SessionRunner(
        new ConsoleGate(console, Prompt.of(console, surroundings, terminal, isPersonPresent())),
        listener,
        Clock.systemUTC(),
        surroundings.interrupts(),
        terminal,
        Launcher.known(surroundings.environment()).orElse(null));
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

  private List<String> reports(SessionListener listener, RunResult outcome) {
    SessionState state = outcome.state();
    SessionSources sources =
        new SessionSources(outcome.folder(), diffs(outcome.folder(), state), null);
    return new ReportFiles(root.directory())
        .write(outcome.folder(), state, outcome.reports(), sources, listener::warned);
  }

  private int ended(RunResult outcome, List<String> written) {
    SessionState state = outcome.state();
    Stop stop = outcome.stop();
    int code = stop == null ? ExitCode.DONE : ExitCode.of(stop);
    if (json) {
      JsonEventListener.ended(console, state, code);
      return code;
    }
    List<String> summary =
        new ArrayList<>(written.stream().map(path -> "report  " + path).toList());
    summary.addAll(StatusView.of(state, new ReportFiles(root.directory()).place(outcome.folder())));
    console.summary(summary.stream().map(Line::ofStatus).toList());
    return code;
  }

  private @Nullable BlockDiff diffs(SessionFolder folder, SessionState state) {
    SessionStore.Stored stored = new SessionStore.Stored(folder, state, null);
    return withDiffs ? new SessionLookup(root).diffs(stored) : null;
  }

  /** Writes the reports of a run that a signal ends, one after the other. */
  private final class ReportsOnSignal {
    private boolean isComplete;

    /** Writes them, at first without what takes time; returns the paths to name. */
    synchronized List<String> write(CutOff run) {
      List<Fact.Change> changes = run.changes();
      if (isComplete) {
        return List.of();
      }
      isComplete = changes != null;
      SessionSources sources =
          new SessionSources(
              run.folder(), changes == null ? null : diffs(run.folder(), run.state()), changes);
      return new ReportFiles(root.directory())
          .write(
              run.folder(),
              run.state(),
              run.reports(),
              sources,
              new ProblemPrinter(console)::print);
    }
  }
}
