package dev.execsession.cli;

import dev.execsession.contract.BlockRange;
import dev.execsession.contract.ExecutorChoice;
import dev.execsession.contract.Permission;
import dev.execsession.contract.PlanFile;
import dev.execsession.contract.ReportTarget;
import dev.execsession.contract.RunRequest;
import dev.execsession.contract.Turn;
import dev.execsession.guard.PersonWord;
import dev.execsession.journal.Mode;
import dev.execsession.report.ReportFormat;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Executes a plan, or resumes its unfinished session. */
final class RunCommand implements Command {

  private final ExecSession root;
  private String plan = "";
  private @Nullable String executor;
  private @Nullable String executorCommand;
  private @Nullable String model;
  private List<String> executorArgs = List.of();
  private @Nullable String only;
  private @Nullable String from;
  private @Nullable String until;
  private List<String> approve = List.of();
  private int retries;
  private @Nullable String scan;
  private boolean dryRun;
  private boolean list;
  private List<Path> reports = List.of();
  private boolean withDiffs;
  private boolean json;
  private boolean noInput;
  private final SessionOptions options;

  RunCommand(ExecSession root) {
    this.root = root;
    this.options = new SessionOptions(root);
  }

  @Override
  public CommandSpecBuilder words() {
    return options.words(
        options
            .modeWords(
                new CommandSpecBuilder(
                        "run", this, "Execute a plan, or resume its unfinished session.")
                    .parameter(
                        "PLAN",
                        to -> plan = to,
                        "The plan: a path, or its name in the active folder."))
            .value(
                "--executor",
                "NAME",
                to -> executor = to,
                "Executor: a preset, a configured one, manual or commands.")
            .value(
                "--executor-command",
                "CMD",
                to -> executorCommand = to,
                "Shell command as executor; it reads the brief from stdin.")
            .value("--model", "NAME", to -> model = to, "The model of the coding agent.")
            .values(
                "--executor-arg",
                "ARG",
                to -> executorArgs = to,
                "Pass this argument to the executor; repeatable.")
            .value("--block", "ID", to -> only = to, "Run only this block.")
            .value("--from", "ID", to -> from = to, "Start at this block.")
            .value("--until", "ID", to -> until = to, "Stop after this block.")
            .values(
                "--approve,--approve-group",
                "ID",
                to -> approve = to,
                "Approve a waiting block or group.")
            .permission(
                Permission.ALLOW_DETACHED,
                options.permissions(),
                "Accept a detached HEAD at the tip of the plan's branch, as in CI.")
            .number("--retries", "N", to -> retries = to, "Retry a failed block at most N times.")
            .value(
                "--scan",
                "HOW",
                to -> scan = to,
                "full reads every file, also those that git's index describes as unchanged.")
            .flag("--dry-run", on -> dryRun = on, "Validate and print the plan; run nothing.")
            .flag("--list", on -> list = on, "Print the plan's blocks, one per line; run nothing.")
            .paths(
                "--report",
                "FILE",
                to -> reports = to,
                "Write the report to FILE, " + ReportFormat.knownEndings() + "; repeatable.")
            .flag("--with-diffs", on -> withDiffs = on, ReportCommand.WITH_DIFFS)
            .flag("--json", on -> json = on, "Print events as JSON lines.")
            .flag(
                "--no-input", on -> noInput = on, "Never prompt; pause where a person must decide.")
            .footer(
                "Exit: 0 done, 1 blocked, 2 usage, 3 refused, 4 escalated, 5 paused, 6 busy,",
                "7 unverifiable."));
  }

  @Override
  public Integer call() {
    root.checkWords();
    if (list) {
      check(!json && !dryRun, "--list cannot be combined with --json or --dry-run");
      return BlockList.print(plan, root);
    }
    if (!dryRun) {
      refuseWordsOfAPerson();
    }
    SessionRun run = new SessionRun(root, root.console(), json, noInput, withDiffs);
    RunRequest request = request(run.isPersonPresent());
    return dryRun ? run.show(request) : run.execute(request);
  }

  private void refuseWordsOfAPerson() {
    new PersonOnly(root)
        .refuse(
            !approve.isEmpty(),
            PersonWord.APPROVE_RESULT,
            approve.isEmpty() ? null : "approve " + approve.get(0));
    options.refuseFromAgent();
  }

  private RunRequest request(boolean person) {
    Mode mode = options.mode();
    check(
        executor == null || executorCommand == null,
        "--executor and --executor-command cannot be combined");
    check(
        executorCommand == null || (model == null && executorArgs.isEmpty()),
        "--executor-command cannot be combined with --model or --executor-arg");
    check(
        only == null || (from == null && until == null),
        "--block cannot be combined with --from or --until");
    check(scan == null || scan.equals("full"), "--scan takes full, not `" + scan + "`");
    check(retries >= 0 && retries <= 100, "--retries takes a number from 0 to 100");
    List<ReportTarget> copies =
        reports.stream().map(file -> ReportFiles.target(file, root.directory(), null)).toList();
    PlanLookup lookup = new PlanLookup(root);
    PlanFile file = lookup.find(plan);
    return RunRequest.builder(
            file,
            root.surroundings().invocation(lookup.start(file), person),
            mode == null ? Mode.STEPWISE : mode,
            new Turn.Run())
        .executor(new ExecutorChoice(executor, executorCommand, model, executorArgs))
        .range(new BlockRange(only, from, until))
        .approve(approve)
        .allow(options.permissions())
        .commit(options.commit())
        .sandbox(options.sandbox())
        .retries(retries)
        .restart(options.restart())
        .readsAll(scan != null)
        .reports(copies)
        .build();
  }

  private void check(boolean holds, String message) {
    if (!holds) {
      throw root.refusal(message);
    }
  }
}
