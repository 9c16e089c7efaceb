package dev.execsession.cli;

import dev.execsession.json.Json;
import dev.execsession.problem.Problem;
import dev.execsession.problem.StopException;
import dev.execsession.session.PlanFile;
import dev.execsession.session.Preflight;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Judges plans and lists every problem; writes nothing. */
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
            "validate", this, "Check plans and repository; list every problem. Changes nothing.")
        .parameters(
            "PLAN",
            1,
            to -> plans = to,
            "Plans: paths, names in the active folder, or folders of plans.")
        .flag("--plan-only", on -> planOnly = on, "Check only the plans, not the repository.")
        .flag("--any-path", on -> anyPath = on, "Accept plans outside the active folder.")
        .flag(
            "--allow-detached",
            on -> allowDetached = on,
            "Accept a detached HEAD at the tip of the plan's branch.")
        .flag("--json", on -> json = on, "Print one JSON document.")
        .footer("Exit: 0 ready to run, 3 not ready.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    Console console = root.console();
    ProblemPrinter printer = new ProblemPrinter(console);
    List<ValidateJson.PlanResult> results = new ArrayList<>();
    boolean ok = true;
    for (String word : plans) {
      ok &= judgeAll(word, console, printer, results);
    }
    if (json) {
      console.result(Json.pretty(ValidateJson.of(results)));
    }
    return ok ? ExitCode.DONE : ExitCode.REFUSED;
  }

  /** Judges the plan that a word means, or all those of a folder. */
  private boolean judgeAll(
      String word, Console console, ProblemPrinter printer, List<ValidateJson.PlanResult> results) {
    PlanLookup lookup = new PlanLookup(root);
    List<Path> files;
    try {
      files = lookup.files(word);
    } catch (StopException e) {
      return unread(word, e, printer, results);
    }
    boolean ok = true;
    for (Path file : files) {
      PlanFile plan;
      try {
        plan = lookup.read(file);
      } catch (StopException e) {
        ok &= unread(files.size() == 1 ? word : file.toString(), e, printer, results);
        continue;
      }
      ok &= judge(plan, lookup, console, printer, results);
    }
    return ok;
  }

  private boolean unread(
      String word,
      StopException stop,
      ProblemPrinter printer,
      List<ValidateJson.PlanResult> results) {
    if (json) {
      results.add(ValidateJson.PlanResult.unread(word, stop.problems()));
    } else {
      printer.print(stop.problems());
    }
    return false;
  }

  /** Returns whether the plan is ready; reports every problem on the console or in the document. */
  private boolean judge(
      PlanFile file,
      PlanLookup lookup,
      Console console,
      ProblemPrinter printer,
      List<ValidateJson.PlanResult> results) {
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
