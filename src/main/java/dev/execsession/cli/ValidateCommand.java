package dev.execsession.cli;

import dev.execsession.json.Json;
import dev.execsession.problem.Problem;
import dev.execsession.problem.StopException;
import dev.execsession.session.PlanFile;
import dev.execsession.session.Preflight;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Judges plans and tells every problem; writes nothing. */
@Command(
    name = "validate",
    description = "Tell every problem of each plan and of the repository; change nothing.",
    sortOptions = false,
    footer = {"", "Exit: 0 fit to run, 3 not."})
final class ValidateCommand implements Callable<Integer> {
  @ParentCommand private @Nullable ExecSession root;

  @Parameters(
      paramLabel = "PLAN",
      arity = "1..*",
      description = "Plans: paths, or names in the active folder.")
  private List<String> plans = new ArrayList<>();

  @Option(names = "--plan-only", description = "Look at the plans alone, not at the repository.")
  private boolean planOnly;

  @Option(names = "--any-path", description = "Accept plans outside of the active folder.")
  private boolean anyPath;

  @Option(
      names = "--allow-detached",
      description = "Accept a detached HEAD at the tip of the plan's branch.")
  private boolean allowDetached;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    ExecSession top = Objects.requireNonNull(root);
    top.checkWords();
    Console console = top.console();
    ProblemPrinter printer = new ProblemPrinter(console);
    List<ValidateJson.PlanResult> results = new ArrayList<>();
    boolean ok = true;
    for (String word : plans) {
      ValidateJson.PlanResult result = judge(top, word, console, printer);
      ok &= result.ok();
      results.add(result);
    }
    if (json) {
      console.result(Json.pretty(ValidateJson.of(results)));
    }
    return ok ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private ValidateJson.PlanResult judge(
      ExecSession top, String word, Console console, ProblemPrinter printer) {
    PlanLookup lookup = new PlanLookup(top);
    PlanFile file;
    try {
      file = lookup.find(word);
    } catch (StopException e) {
      if (!json) {
        printer.print(e.problems());
      }
      return ValidateJson.PlanResult.unread(word, e.problems());
    }
    Preflight preflight =
        Preflight.examine(
            file,
            lookup.start(file),
            top.surroundings().environment(),
            new Preflight.Options(planOnly, anyPath || planOnly, allowDetached, false));
    if (!json) {
      printer.print(preflight.problems());
      console.result(summary(file, preflight, planOnly ? "fit as a plan" : "fit to run"));
    }
    return ValidateJson.PlanResult.of(
        preflight.planPath() == null ? file.shown() : preflight.planPath(),
        preflight.parsed().digest(),
        preflight.problems(),
        preflight.parsed().plan());
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
