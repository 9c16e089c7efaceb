package dev.execsession.cli;

import dev.execsession.contract.ReportTarget;
import dev.execsession.file.DurableFiles;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.ProcessListener;
import dev.execsession.report.ReportFormat;
import dev.execsession.report.Verification;
import dev.execsession.store.QuietWorktree;
import dev.execsession.store.SharedRecords;
import dev.execsession.text.IoReason;
import dev.execsession.text.TextSanitizer;
import dev.execsession.verify.RangeChecks;
import dev.execsession.verify.VerificationRecord;
import dev.execsession.verify.Verifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges the commits of a range against plans, without a session. */
final class VerifyCommand implements Command {
  private final ExecSession root;
  private List<String> plans = List.of();
  private @Nullable String range;
  private @Nullable String planAt;
  private boolean runChecks;
  private boolean record;
  private boolean warn;
  private boolean json;
  private @Nullable String format;
  private List<Path> reports = List.of();

  VerifyCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder("verify", this, "Judge commits against plans, without a session.")
        .parameters("PLAN", 1, to -> plans = to, "Plans: paths, or names in the active folder.")
        .value(
            "--range",
            "A..B",
            to -> range = to,
            "The commits of B that A has not (default: the pull request's in GitHub Actions, else"
                + " those of HEAD that the base branch has not).")
        .value(
            "--plan-at",
            "REV",
            to -> planAt = to,
            "Judge by the plan and configuration of REV (default: the range's base; its end for a"
                + " plan that the range adds).")
        .flag("--run-checks", on -> runChecks = on, "Also run the plan's checks, in the worktree.")
        .flag("--record", on -> record = on, "Record the result, for `close` and other clones.")
        .flag("--warn", on -> warn = on, "Exit 0 also when something is outside.")
        .paths(
            "--report",
            "FILE",
            to -> reports = to,
            "Write a report to FILE, " + ReportFormat.knownEndings() + "; repeatable.")
        .flag("--json", on -> json = on, "Print one JSON document.")
        .value("--format", "FORMAT", to -> format = to, "Print " + ReportFormat.names() + ".")
        .footer(
            GithubStep.HELP,
            "Changes nothing, needs no clean tree, no approval and no checkout of the range.",
            "Exit: 0 inside, 2 usage, 3 refused, 4 outside, 6 busy, 7 unverifiable.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    if (format != null && json) {
      throw root.refusal("--format and --json cannot be combined");
    }
    ReportFormat printed =
        json ? ReportFormat.JSON : format == null ? null : ReportCommand.format(root, format);
    RepositoryFacts facts = new SessionLookup(root).repository();
    if (!record) {
      return verify(facts, "", printed);
    }
    String by = Person.name(root.surroundings(), facts.root());
    return QuietWorktree.during(
        facts,
        "a verification",
        by,
        root.surroundings().environment(),
        Clock.systemUTC().instant(),
        () -> verify(facts, by, printed));
  }

  /**
   * @param by who records the result
   * @param printed the format of what is printed; absent for lines
   */
  private int verify(RepositoryFacts facts, String by, @Nullable ReportFormat printed) {
    List<ReportTarget> targets =
        reports.stream().map(file -> ReportFiles.target(file, root.directory(), null)).toList();
    Verifier.Verified verified =
        new Verifier(facts, root.surroundings().environment())
            .verify(new Verifier.Request(plans, root.directory(), range, planAt));
    Verification verification = runChecks ? checked(verified, facts) : verified.verification();
    targets.forEach(target -> write(target, verification));
    if (record) {
      VerificationRecord.add(
          facts.commonDir(), verification, runChecks, by, Clock.systemUTC().instant());
    }
    Console console = root.console();
    if (printed == null || printed == ReportFormat.GITHUB) {
      console.result(String.join("\n", VerificationLines.of(verification)));
    }
    if (printed != null) {
      console.result(printed.render(verification));
    }
    if (printed == ReportFormat.GITHUB) {
      new GithubStep(root.surroundings().environment())
          .add(verification, targets.isEmpty() ? null : targets.get(0).path());
    }
    if (record) {
      console.say("recorded; share it: " + SharedRecords.Kind.VERIFICATIONS.pushCommand());
    }
    return verification.ok() || warn ? ExitCode.DONE : ExitCode.ESCALATED;
  }

  private Verification checked(Verifier.Verified verified, RepositoryFacts facts) {
    RangeChecks checks = new RangeChecks(facts, root.surroundings().environment());
    checks.refuseUnlessCheckedOut(verified.verification().range().end());
    Console console = root.console();
    return verified
        .verification()
        .with(
            checks.run(
                verified,
                new ProcessListener() {
                  @Override
                  public void output(String line) {
                    if (console.isVerbose()) {
                      console.sayVerbatim(TextSanitizer.oneLine(line));
                    }
                  }
                }));
  }

  private static void write(ReportTarget target, Verification verification) {
    try {
      DurableFiles.replaceOpenly(
          target.path(),
          target.format().render(verification).getBytes(StandardCharsets.UTF_8),
          null);
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.RUN_OUTPUT,
          "cannot write `" + target.path() + "`: " + IoReason.of(e),
          "name a place that is writable",
          e);
    }
  }
}
