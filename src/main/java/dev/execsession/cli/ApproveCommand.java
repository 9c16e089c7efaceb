package dev.execsession.cli;

import dev.execsession.contract.PlanApproval;
import dev.execsession.contract.PlanApprovals;
import dev.execsession.contract.PlanFile;
import dev.execsession.contract.Preflight;
import dev.execsession.drift.DriftFinding;
import dev.execsession.file.DurableFiles;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.guard.PersonWord;
import dev.execsession.plan.PlanRules;
import dev.execsession.plan.StatusLine;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.QuietWorktree;
import dev.execsession.store.SharedRecords;
import dev.execsession.text.IoReason;
import dev.execsession.text.ShellWord;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Records that a person approves a plan's contract, or takes that back. */
final class ApproveCommand implements Command {
  private final ExecSession root;
  private final Clock clock = Clock.systemUTC();
  private String word = "";
  private boolean withdraw;
  private boolean status;

  ApproveCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder(
            "approve", this, "Record that you approve a plan's contract, or take that back.")
        .parameter("PLAN", to -> word = to, "The plan: a path, or its name in the active folder.")
        .flag("--withdraw", on -> withdraw = on, "Take back the approvals of the present contract.")
        .flag("--status", on -> status = on, "Also write the plan's Status field.")
        .footer(
            "Shows what changed since the last approval, and asks, at a terminal.",
            "Records are refs below refs/exec-session/approvals/; push and fetch them.",
            "Exit: 0 done, 2 usage, 3 refused, 5 not confirmed, 6 busy, 7 unverifiable.");
  }

  /** What is approved: the plan as it was read, where it is, and by whom. */
  private record Subject(PlanFile file, Preflight preflight, RepositoryFacts facts, String by) {
    String path() {
      return String.valueOf(preflight.planPath());
    }

    String digest() {
      return preflight.parsed().digest();
    }

    PlanApprovals approvals() {
      return new PlanApprovals(facts.commonDir());
    }

    PlanRules rules() {
      return Preflight.rules(preflight.loaded().config(), preflight.isActive());
    }
  }

  @Override
  public Integer call() {
    root.checkWords();
    new PersonOnly(root).refuse(PersonWord.APPROVE, null);
    PlanFile file = new PlanLookup(root).find(word);
    RepositoryFacts facts = new SessionLookup(root).repository();
    Subject plan =
        new Subject(
            file,
            Preflight.examine(
                file,
                root.directory(),
                root.surroundings().environment(),
                Preflight.Options.PLAN_ONLY),
            facts,
            Person.name(root.surroundings(), facts.root()));
    if (plan.preflight().planPath() == null) {
      throw refused(
          "`" + file.shown() + "` is outside the worktree", "go to its worktree with `-C DIR`");
    }
    return QuietWorktree.during(
        facts,
        "an approval",
        plan.by(),
        root.surroundings().environment(),
        clock.instant(),
        () -> withdraw ? withdraw(plan) : approve(plan));
  }

  /**
   * Returns the command that approves the plan, if only approval is missing and the command can
   * write the status.
   */
  static Optional<String> offer(PlanFile file, Preflight preflight) {
    Set<ProblemCode> errors =
        preflight.problems().stream()
            .filter(Problem::isError)
            .map(Problem::code)
            .collect(Collectors.toSet());
    boolean isOnlyApproval =
        errors.contains(ProblemCode.PLAN_STATUS)
            && Set.of(ProblemCode.PLAN_STATUS, ProblemCode.PLAN_APPROVAL).containsAll(errors)
            && !preflight.parsed().plan().status().isFinished();
    if (!isOnlyApproval) {
      return Optional.empty();
    }
    StatusLine line =
        new StatusLine(
            file.shown(), Preflight.rules(preflight.loaded().config(), preflight.isActive()));
    return line.write(text(file), List.of(line.approvedWord()), true)
        .map(written -> "exec-session approve --status " + ShellWord.path(file.shown()));
  }

  private int approve(Subject plan) {
    refuseUnlessComplete(plan);
    Optional<String> amended = status ? Optional.of(withStatus(plan, true)) : Optional.empty();
    boolean isWritten = amended.isEmpty() || amended.get().equals(text(plan.file()));
    List<PlanApproval> known = plan.approvals().of(plan.digest());
    if (!known.isEmpty() && isWritten) {
      root.console().result("approved  " + sentence(known.get(known.size() - 1)) + " already");
      return ExitCode.DONE;
    }
    show(plan);
    if (!isConfirmed("approve " + plan.path() + "?")) {
      return ExitCode.PAUSED;
    }
    refuseIfEdited(plan);
    amended.filter(text -> !isWritten).ifPresent(text -> write(plan, text));
    if (known.isEmpty()) {
      plan.approvals().approve(plan.preflight().parsed(), plan.path(), plan.by(), clock.instant());
    }
    done(plan, "approved  " + plan.path() + " by " + TextSanitizer.oneLine(plan.by()));
    root.console().result("next      exec-session run " + ShellWord.path(plan.file().shown()));
    return ExitCode.DONE;
  }

  private int withdraw(Subject plan) {
    List<PlanApproval> known = plan.approvals().of(plan.digest());
    if (known.isEmpty()) {
      throw refused(
          "the present contract of `" + plan.path() + "` has no approval to take back",
          "an approval of an earlier text does not count for the present one");
    }
    Optional<String> amended = status ? Optional.of(withStatus(plan, false)) : Optional.empty();
    known.forEach(approval -> root.console().important("approved  " + sentence(approval)));
    if (!isConfirmed("take back the approval of " + plan.path() + "?")) {
      return ExitCode.PAUSED;
    }
    refuseIfEdited(plan);
    int count = plan.approvals().withdraw(plan.digest(), plan.path(), plan.by(), clock.instant());
    amended.ifPresent(text -> write(plan, text));
    done(plan, "withdrawn " + plan.path() + ": " + Count.of(count, "approval"));
    return ExitCode.DONE;
  }

  private void done(Subject plan, String what) {
    root.console()
        .result(
            what
                + "\ndigest    "
                + plan.digest()
                + "\nshare     "
                + SharedRecords.Kind.APPROVALS.pushCommand());
  }

  /** An approval of what is still to be filled in would mean nothing. */
  private void refuseUnlessComplete(Subject plan) {
    List<Problem> problems =
        Stream.concat(
                plan.preflight().parsed().problems().stream(),
                plan.preflight().loaded().problems().stream())
            .filter(Problem::isError)
            .toList();
    boolean isStatus =
        problems.stream().allMatch(problem -> problem.code() == ProblemCode.PLAN_STATUS);
    boolean isFinished = plan.preflight().parsed().plan().status().isFinished();
    if (problems.isEmpty() || (isStatus && status && !isFinished)) {
      return;
    }
    Problem hint =
        Problem.error(
            ProblemCode.PLAN_APPROVAL,
            isFinished
                ? "a finished plan is not approved again"
                : isStatus
                    ? "the plan's status refuses what the approval would allow"
                    : "the plan is not complete, so it cannot be approved",
            isStatus && !isFinished
                ? "`exec-session approve " + ShellWord.path(plan.file().shown()) + " --status`"
                : isFinished ? "start a new plan" : "fix the problems above");
    throw new StopException(
        Stop.REFUSED, Stream.concat(problems.stream(), Stream.of(hint)).toList());
  }

  private void show(Subject plan) {
    Console console = root.console();
    console.important(
        TextSanitizer.oneLine(plan.file().shown())
            + ": "
            + Understood.of(plan.preflight().parsed().plan()));
    Optional<PlanApproval> last = plan.approvals().before(plan.path(), plan.digest());
    if (last.isEmpty()) {
      console.important("no earlier approval is recorded");
      return;
    }
    console.important("last approved " + sentence(last.get()) + "; changed since:");
    for (DriftFinding change : PlanApprovals.changes(last.get(), plan.preflight().parsed())) {
      console.important("  " + change.detail());
      change.evidence().forEach(line -> console.important("    " + TextSanitizer.oneLine(line)));
    }
  }

  private boolean isConfirmed(String question) {
    if (!root.surroundings().isPersonPresent()) {
      throw refused(
          "only a person at a terminal can approve a plan or take that back",
          "run the same command in a terminal");
    }
    return new Confirmation(root).isGiven(question);
  }

  /** What was shown is what is approved. */
  private void refuseIfEdited(Subject plan) {
    if (!Arrays.equals(plan.file().bytes(), new PlanLookup(root).find(word).bytes())) {
      throw refused("the plan was edited meanwhile; nothing was recorded", "run the command again");
    }
  }

  private String withStatus(Subject plan, boolean approves) {
    StatusLine line = new StatusLine(plan.file().shown(), plan.rules());
    String on = " on " + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    String by = " by " + plan.by().replaceFirst("\\s*<.*", "");
    String approved = line.approvedWord();
    return line.write(
            text(plan.file()),
            approves ? List.of(approved + by + on, approved + on, approved) : List.of("Draft"),
            approves)
        .orElseThrow(
            () ->
                refused(
                    "the Status of `" + plan.path() + "` cannot be written in the author's form",
                    "write it by hand: `**Status:** "
                        + (approves ? approved : "Draft")
                        + "`, then run the command without `--status`"));
  }

  private static String text(PlanFile file) {
    return new String(file.bytes(), StandardCharsets.UTF_8);
  }

  /** Replaces the plan, where a link to it leads, with its permissions. */
  private static void write(Subject plan, String text) {
    try {
      Path real = plan.file().path().toRealPath();
      DurableFiles.replaceOpenly(
          real, text.getBytes(StandardCharsets.UTF_8), Files.getPosixFilePermissions(real));
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.RUN_OUTPUT,
          "cannot write `" + plan.file().shown() + "`: " + IoReason.of(e),
          "make it writable",
          e);
    }
  }

  private static String sentence(PlanApproval approval) {
    return "by "
        + TextSanitizer.oneLine(approval.by())
        + " on "
        + LocalDate.ofInstant(Instant.parse(approval.at()), ZoneOffset.UTC);
  }

  private static StopException refused(String message, String hint) {
    return new StopException(Stop.REFUSED, ProblemCode.PLAN_APPROVAL, message, hint);
  }
}
