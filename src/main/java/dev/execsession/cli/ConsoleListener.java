package dev.execsession.cli;

import dev.execsession.agent.Activity;
import dev.execsession.contract.Contract;
import dev.execsession.engine.CutOff;
import dev.execsession.engine.Resumption;
import dev.execsession.engine.SessionListener;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Entry;
import dev.execsession.journal.EscalationReason;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Grant;
import dev.execsession.journal.Handover;
import dev.execsession.journal.Mode;
import dev.execsession.journal.Outcome;
import dev.execsession.journal.Receipt;
import dev.execsession.journal.Reversal;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Problem;
import dev.execsession.report.Words;
import dev.execsession.store.SessionFolder;
import dev.execsession.text.CommandName;
import dev.execsession.text.Spans;
import dev.execsession.text.TextSanitizer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints a session as it runs: a line per event and, while a command runs, a status line on a
 * terminal or a line now and then elsewhere.
 */
final class ConsoleListener implements SessionListener {
  private static final int MOST_CHANGES = 20;

  private final Console console;
  private final Progress progress;
  private final CutOffReports reports;
  private final SessionRun.Restatement restatement;
  private Path folder = Path.of("");

  /**
   * @param heartbeat how often a line says what runs, without a terminal; null for never
   */
  ConsoleListener(Console console, @Nullable Duration heartbeat) {
    this(console, heartbeat, run -> List.of(), ConsoleListener::restated);
  }

  /**
   * @param heartbeat how often a line says what runs, without a terminal; null for never
   * @param reports writes the reports of a run that a signal ended
   * @param restatement formats what was locked in
   */
  ConsoleListener(
      Console console,
      @Nullable Duration heartbeat,
      CutOffReports reports,
      SessionRun.Restatement restatement) {
    this.console = console;
    this.progress = new Progress(console, heartbeat);
    this.reports = reports;
    this.restatement = restatement;
  }

  /** Returns the whole contract, or where the session was left. */
  static List<Line> restated(Contract contract, @Nullable Resumption from) {
    return from == null ? ContractSummary.of(contract) : ResumeSummary.of(contract, from);
  }

  /** Writes the reports of a run that a signal ended. */
  interface CutOffReports {
    /** Writes them and returns the paths to name. */
    List<String> write(CutOff run);
  }

  @Override
  public void locked(Contract contract, @Nullable Resumption from) {
    List<Line> lines = restatement.of(contract, from);
    lines.forEach(console::say);
    if (!lines.isEmpty()) {
      console.say("");
    }
  }

  @Override
  public void opened(SessionFolder folder, boolean resumed) {
    this.folder = folder.path();
    console.say((resumed ? "resuming session " : "session ") + folder.id());
  }

  @Override
  public void finishedBefore(SessionFolder folder) {
    console.say("already completed; `--restart` starts over");
  }

  @Override
  public void warned(Problem problem) {
    new ProblemPrinter(console).print(problem);
  }

  @Override
  public void remarked(String line) {
    console.say(line);
  }

  @Override
  public void began(@Nullable String block, String what, String detail) {
    progress.began(what, detail);
  }

  @Override
  public void lent(String executor, String command) {
    console.sayVerbatim("  " + executor + "  " + TextSanitizer.oneLine(command));
    console.say("  the executor has the terminal until it exits; its output is not recorded");
  }

  @Override
  public void interrupting(CutOff run) {
    reports.write(run);
  }

  @Override
  public void distrusted(CutOff run) {
    reports.write(run).forEach(path -> console.important("report  " + path));
  }

  @Override
  public void interrupted(CutOff run) {
    String block = run.block();
    List<Fact.Change> changes = run.changes();
    if (block != null && changes == null) {
      console.important(block + " is unfinished; there was no time to list its changes");
    } else if (block != null && changes != null) {
      console.important(
          block + " is unfinished; so far it changed " + Count.of(changes.size(), "file"));
      changes.stream()
          .limit(MOST_CHANGES)
          .forEach(change -> console.important("  " + Lines.change(change)));
      if (changes.size() > MOST_CHANGES) {
        console.important("  … and " + (changes.size() - MOST_CHANGES) + " more");
      }
    }
    reports.write(run).forEach(path -> console.important("report  " + path));
    console.important("nothing is lost; to continue:");
    console.verbatim("  " + run.next());
  }

  @Override
  public void output(String line) {
    progress.output(line);
  }

  @Override
  public void acted(Activity activity) {
    progress.acted(activity);
  }

  @Override
  public void waits(String executor, Instant until) {
    console.say(
        "  "
            + executor
            + " reached its provider's limit; waiting until "
            + until.truncatedTo(ChronoUnit.SECONDS));
  }

  @Override
  public void tick(String what, Duration elapsed) {
    progress.tick(what, elapsed);
  }

  @Override
  public void recorded(Entry entry, SessionState state) {
    Event event = entry.event();
    if (event instanceof Event.Intended intended) {
      progress.at(position(intended.block(), state));
      header(intended, state);
    } else if (event instanceof Event.Rechecking rechecking) {
      progress.at(position(rechecking.block(), state));
    } else if (event instanceof Event.Exited exited) {
      progress.at(position(exited.block(), state));
      exited(exited.execution());
    } else if (event instanceof Event.Measured measured) {
      measured(measured);
    } else if (event instanceof Event.Checked checked) {
      checked(checked.check(), checked.before() != null);
    } else if (event instanceof Event.ManuallyChecked checked
        && checked.check().status() == Fact.ManualCheck.Status.NOT_RUN) {
      console.say("  manual check not run: " + TextSanitizer.oneLine(checked.check().text()));
    } else if (event instanceof Event.Judged judged) {
      judged(judged, state.block(judged.block()));
    } else if (event instanceof Event.Committed committed) {
      console.say("  committed " + committed.commit().substring(0, 10));
    } else if (event instanceof Event.Done done && state.mode() == Mode.STEPWISE) {
      console.say(console.styled(Style.GREEN, done.block() + " is done"));
    } else if (event instanceof Event.Blocked blocked) {
      String who = blocked.block() == null ? "the completion checks" : blocked.block();
      console.say(console.styled(Style.RED, who + " blocked"));
      blocked.reasons().forEach(reason -> console.say("  " + TextSanitizer.oneLine(reason)));
    } else if (event instanceof Event.Escalated escalated) {
      escalated(escalated.escalation());
    } else if (event instanceof Reversal.Undone undone) {
      Lines.undone(undone).forEach(console::say);
    } else if (event instanceof Handover.TakenOver taken) {
      console.say(
          taken.block() + ": its work from session " + taken.from() + " is kept and checked again");
    } else if (event instanceof Grant.ModeChosen chosen) {
      console.say("the agent's blocks are " + chosen.mode().jsonName() + " from here on");
    } else if (event instanceof Handover.FoundCommitted found) {
      console.say(
          found.block()
              + ": its work is in commit "
              + found.commit().substring(0, 10)
              + " and is checked again");
    } else if (event instanceof Handover.Adopted adopted) {
      console.say(
          adopted.block()
              + " takes over "
              + Count.of(adopted.paths().size(), "uncommitted file")
              + " from before the session");
    } else if (event instanceof Event.Interrupted interrupted) {
      console.important("");
      console.important(
          "interrupted by "
              + interrupted.signal()
              + (interrupted.block() == null
                  ? ""
                  : " in " + interrupted.block() + "; its processes were stopped"));
    } else if (event instanceof Event.Noted) {
      console.say("  noted");
    } else if (event instanceof Handover.Carried carried) {
      console.say(
          carried.block() + " is already done (carried over from session " + carried.from() + ")");
    }
  }

  private void header(Event.Intended intended, SessionState state) {
    BlockState block = state.block(intended.block());
    console.say("");
    console.say(
        console.styled(
                Style.BOLD, intended.block() + "  " + TextSanitizer.oneLine(block.block().title()))
            + console.styled(
                Style.DIM,
                "  "
                    + progress.position()
                    + (intended.attempt() > 1 ? ", attempt " + intended.attempt() : "")));
  }

  private static String position(@Nullable String id, SessionState state) {
    List<BlockState> blocks = state.blocks();
    return id == null
        ? "completion"
        : "block " + (blocks.indexOf(state.block(id)) + 1) + "/" + blocks.size();
  }

  private void exited(Fact.Execution run) {
    String duration = " after " + Spans.words(run.durationMs());
    if (run.name().equals("manual")) {
      console.say("  done by you" + duration);
    } else if (run.log() != null) {
      String how =
          run.exit() != null
              ? "exit " + run.exit()
              : run.signal() != null ? "signal " + run.signal() : run.ending().jsonName();
      console.say("  " + run.name() + ": " + how + duration);
    }
    if (run.summary() != null) {
      console.say("  summary: " + TextSanitizer.oneLine(run.summary()));
    }
    if (run.receipt() != null) {
      String used = Words.receipt(worked(run, run.receipt()));
      if (!used.isEmpty()) {
        console.say("  used: " + TextSanitizer.oneLine(used));
      }
    }
    run.notes().forEach(note -> console.say("  note: " + TextSanitizer.oneLine(note)));
    run.survivors()
        .forEach(survivor -> console.say("  still running: " + TextSanitizer.oneLine(survivor)));
  }

  /** Returns the receipt without a guard that a failed start had no reason to call. */
  private static Receipt worked(Fact.Execution run, Receipt receipt) {
    boolean isFailed = run.failure() != null || run.exit() == null;
    Receipt.Guard guard = receipt.guard();
    return isFailed && guard != null && guard.calls() == 0 ? receipt.withoutGuard() : receipt;
  }

  private void measured(Event.Measured measured) {
    String by =
        switch (measured.by()) {
          case EXECUTOR -> "";
          case CHECK -> " (by a check)";
          case HOOK -> " (by a hook)";
          case BETWEEN -> " (edited after the executor ended)";
        };
    for (Fact.Change change : measured.changes().stream().limit(MOST_CHANGES).toList()) {
      String line = "  " + Lines.change(change) + by;
      console.say(change.isViolation() ? console.styled(Style.RED, line) : line);
    }
    if (measured.changes().size() > MOST_CHANGES) {
      console.say("  … and " + (measured.changes().size() - MOST_CHANGES) + " more changes");
    }
    for (Fact.SideEffect effect : measured.sideEffects()) {
      console.say(
          "  side effect: " + Count.of(effect.files(), "ignored file") + " in " + effect.path());
    }
    measured
        .commits()
        .forEach(
            commit ->
                console.say(
                    "  commit "
                        + commit.id().substring(0, Math.min(10, commit.id().length()))
                        + " "
                        + TextSanitizer.oneLine(commit.subject())));
    measured
        .violations()
        .forEach(
            sentence ->
                console.say("  " + console.styled(Style.RED, TextSanitizer.oneLine(sentence))));
  }

  private void checked(Fact.Check check, boolean before) {
    Style style = check.passed() != before ? Style.GREEN : Style.RED;
    console.say(
        "  check "
            + (before ? "before the work " : "")
            + console.styled(style, check.status().jsonName())
            + "  "
            + TextSanitizer.oneLine(CommandName.of(check.command()))
            + "  "
            + Spans.words(check.durationMs()));
    if (check.explanation() != null) {
      console.say("    " + TextSanitizer.oneLine(check.explanation()));
    }
    if (check.tail() != null && !before) {
      check
          .tail()
          .lines()
          .forEach(line -> console.sayVerbatim("    | " + TextSanitizer.oneLine(line)));
      console.sayVerbatim("    log: " + folder.resolve(String.valueOf(check.log())));
    }
  }

  private void judged(Event.Judged judged, BlockState block) {
    if (judged.outcome() != Outcome.GOOD) {
      block.foundRisks().forEach(risk -> console.say("  risk: " + TextSanitizer.oneLine(risk)));
      return;
    }
    long passed = block.checks().stream().filter(Fact.Check::passed).count();
    console.say(
        console.styled(
            Style.GREEN,
            judged.block()
                + " is good: "
                + Count.of(judged.changes().size(), "change")
                + " in scope, "
                + Count.orNo(passed, "check")
                + (passed == 0 ? "" : " passed")));
    judged.risks().forEach(risk -> console.say("  risk: " + TextSanitizer.oneLine(risk)));
  }

  private static boolean isHeadOfDiff(String line) {
    return line.matches("[a-z]+ [^` ]+");
  }

  private static boolean isAbout(String line, String path) {
    return line.contains(" `" + path + "`: ");
  }

  /** Prints what the result does not: it gives the reason, and the changed paths are above. */
  private void escalated(Fact.Escalation escalation) {
    console.say("");
    console.important(
        console.styled(Style.RED, "escalated (" + escalation.reason().jsonName() + ")"));
    escalation.evidence().stream()
        .takeWhile(line -> escalation.reason() != EscalationReason.SCOPE || !isHeadOfDiff(line))
        .filter(line -> escalation.paths().stream().noneMatch(path -> isAbout(line, path)))
        .limit(MOST_CHANGES)
        .forEach(line -> console.say("  " + TextSanitizer.oneLine(line)));
  }
}
