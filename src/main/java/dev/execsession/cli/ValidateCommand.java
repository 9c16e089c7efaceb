package dev.execsession.cli;

import dev.execsession.json.Json;
import dev.execsession.problem.Problem;
import dev.execsession.problem.StopException;
import dev.execsession.session.PlanFile;
import dev.execsession.session.Preflight;
import java.util.ArrayList;
import java.util.List;

/** Judges plans and tells every problem; writes nothing. */
final class ValidateCommand implements Command {
  private final ExecSession root;
  private List<String> plans = List.of();
  private boolean planOnly;
  private boolean anyPath;
  private boolean allowDetached;
  private boolean json;

  ValidateCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandWords words() {
    return new CommandWords(
            "validate",
            this,
            "Tell every problem of each plan and of the repository; change nothing.")
        .parameters("PLAN", 1, to -> plans = to, "Plans: paths, or names in the active folder.")
        .flag("--plan-only", on -> planOnly = on, "Look at the plans alone, not at the repository.")
        .flag("--any-path", on -> anyPath = on, "Accept plans outside of the active folder.")
        .flag(
            "--allow-detached",
            on -> allowDetached = on,
            "Accept a detached HEAD at the tip of the plan's branch.")
        .flag("--json", on -> json = on, "Print one JSON document.")
        .footer("Exit: 0 fit to run, 3 not.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    Console console = root.console();
    ProblemPrinter printer = new ProblemPrinter(console);
    List<ValidateJson.PlanResult> results = new ArrayList<>();
    boolean ok = true;
    for (String word : plans) {
      ok &= judge(word, console, printer, results);
    }
    if (json) {
      console.result(Json.pretty(ValidateJson.of(results)));
    }
    return ok ? ExitCode.DONE : ExitCode.REFUSED;
  }

  /** Tells whether the plan is fit, and why it is not: on the console, or for the document. */
  private boolean judge(
      String word, Console console, ProblemPrinter printer, List<ValidateJson.PlanResult> results) {
    PlanLookup lookup = new PlanLookup(root);
    PlanFile file;
    try {
      file = lookup.find(word);
    } catch (StopException e) {
      if (json) {
        results.add(ValidateJson.PlanResult.unread(word, e.problems()));
      } else {
        printer.print(e.problems());
      }
      return false;
    }
    Preflight preflight =
        Preflight.examine(
            file,
            lookup.start(file),
            root.surroundings().environment(),
            new Preflight.Options(planOnly, anyPath || planOnly, allowDetached, false));
    if (json) {
      results.add(
          ValidateJson.PlanResult.of(
              preflight.planPath() == null ? file.shown() : preflight.planPath(),
              preflight.parsed().digest(),
              preflight.problems(),
              preflight.parsed().plan()));
    } else {
      printer.print(preflight.problems());
      console.result(summary(file, preflight, planOnly ? "fit as a plan" : "fit to run"));
    }
    return preflight.ok();
  }

  private static String summary(PlanFile file, Preflight preflight, String fit) {
    long errors = preflight.problems().stream().filter(Problem::isError).count();
    long warnings = preflight.problems().size() - errors;
    String tail = warnings == 0 ? "" : ", " + Count.of(warnings, "warning");
    return errors == 0
        ? file.shown()
            + ": "
            + fit
            + ", "
            + Count.of(preflight.parsed().plan().blocks().size(), "block")
            + tail
        : file.shown() + ": not " + fit + ", " + Count.of(errors, "error") + tail;
  }
}
