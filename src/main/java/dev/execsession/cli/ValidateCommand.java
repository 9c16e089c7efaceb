package dev.execsession.cli;

import dev.execsession.contract.ExecutorChoice;
import dev.execsession.contract.Permission;
import dev.execsession.contract.PlanFile;
import dev.execsession.contract.Preflight;
import dev.execsession.contract.RunRequest;
import dev.execsession.contract.Turn;
import dev.execsession.journal.Mode;
import dev.execsession.json.Json;
import dev.execsession.problem.Problem;
import dev.execsession.problem.StopException;
import dev.execsession.text.TextSanitizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks plans; prints every problem and a summary of each plan. Writes no files. */
final class ValidateCommand implements Command {
  private final ExecSession root;
  private List<String> plans = List.of();
  private boolean planOnly;
  private final Set<Permission> permissions = EnumSet.noneOf(Permission.class);
  private boolean json;
  private String mode = "stepwise";
  private @Nullable String executor;
  private @Nullable String executorCommand;

  ValidateCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder(
            "validate", this, "Check plans and repository; list every problem. Changes nothing.")
        .parameters(
            "PLAN",
            1,
            to -> plans = to,
            "Plans: paths, names in the active folder, or folders of plans.")
        .flag("--plan-only", on -> planOnly = on, "Check only the plans, not the repository.")
        .permission(Permission.ANY_PATH, permissions, "Accept plans outside the active folder.")
        .value(
            "--mode",
            "MODE",
            to -> mode = to,
            "autonomous: also check what an autonomous run requires.")
        .value("--executor", "NAME", to -> executor = to, "Executor of the autonomous run.")
        .value(
            "--executor-command",
            "CMD",
            to -> executorCommand = to,
            "Shell command as executor of the autonomous run.")
        .permission(Permission.ACK_GUARDS, permissions, "As in `run`.")
        .permission(Permission.OVERRIDE_MODE, permissions, "As in `run`.")
        .permission(
            Permission.ALLOW_DETACHED,
            permissions,
            "Accept a detached HEAD at the tip of the plan's branch.")
        .flag("--json", on -> json = on, "Print one JSON document.")
        .footer("Exit: 0 ready, 3 not ready.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    checkMode();
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

  /** Checks the plans of an argument: one, or all in a folder. */
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
    Preflight preflight = preflight(file, lookup);
    if (json) {
      results.add(
          ValidateJson.PlanResult.of(
              preflight.planPath() == null ? file.shown() : preflight.planPath(),
              preflight.parsed().digest(),
              preflight.problems(),
              preflight.parsed().plan()));
    } else {
      printer.print(preflight.problems());
      console.result(TextSanitizer.oneLine(file.shown()) + ": " + verdict(preflight));
      ApproveCommand.offer(file, preflight)
          .ifPresent(command -> console.result("next    " + TextSanitizer.oneLine(command)));
    }
    return preflight.ok();
  }

  private Preflight preflight(PlanFile file, PlanLookup lookup) {
    if (planOnly || !isAutonomous()) {
      return Preflight.examine(
          file,
          lookup.start(file),
          root.surroundings().environment(),
          new Preflight.Options(
              planOnly,
              planOnly || permissions.contains(Permission.ANY_PATH),
              permissions.contains(Permission.ALLOW_DETACHED),
              false));
    }
    return Preflight.foresee(
        RunRequest.builder(
                file,
                root.surroundings().invocation(lookup.start(file), false),
                Mode.AUTONOMOUS,
                new Turn.Run())
            .executor(new ExecutorChoice(executor, executorCommand, null, List.of()))
            .allow(permissions)
            .allow(Permission.ALLOW_DIRTY)
            .build());
  }

  private boolean isAutonomous() {
    return mode.equals("autonomous");
  }

  private void checkMode() {
    if (!isAutonomous() && !mode.equals("stepwise")) {
      throw root.refusal("--mode takes stepwise or autonomous, not `" + mode + "`");
    }
    if (planOnly && isAutonomous()) {
      throw root.refusal("--plan-only and --mode autonomous cannot be combined");
    }
    boolean ofRun =
        executor != null
            || executorCommand != null
            || permissions.contains(Permission.ACK_GUARDS)
            || permissions.contains(Permission.OVERRIDE_MODE);
    if (ofRun && !isAutonomous()) {
      throw root.refusal(
          "--executor, --executor-command, --ack-guards and --override-mode require --mode"
              + " autonomous");
    }
    if (executor != null && executorCommand != null) {
      throw root.refusal("--executor and --executor-command cannot be combined");
    }
  }

  private String verdict(Preflight preflight) {
    long errors = preflight.problems().stream().filter(Problem::isError).count();
    long warnings = preflight.problems().size() - errors;
    List<String> parts = new ArrayList<>();
    if (errors > 0) {
      parts.add(Count.of(errors, "error"));
    }
    if (warnings > 0) {
      parts.add(Count.of(warnings, "warning"));
    }
    String what =
        (errors == 0 ? "ready" : "not ready")
            + (planOnly ? " (plan only)" : isAutonomous() ? " for an autonomous run" : "");
    String told = parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    return what + told + ": " + Understood.of(preflight.parsed().plan());
  }
}
