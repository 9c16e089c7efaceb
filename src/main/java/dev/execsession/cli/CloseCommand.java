package dev.execsession.cli;

import dev.execsession.closeout.Blocker;
import dev.execsession.closeout.Closeout;
import dev.execsession.closeout.Evidence;
import dev.execsession.closeout.Outcome;
import dev.execsession.closeout.Readiness;
import dev.execsession.guard.PersonWord;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.QuietWorktree;
import dev.execsession.text.TextSanitizer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Closes a plan: records how it ended and moves it to the completed folder. */
final class CloseCommand implements Command {
  private final ExecSession root;
  private final Clock clock = Clock.systemUTC();
  private String word = "";
  private @Nullable String outcome;
  private @Nullable String reason;
  private List<String> deferred = List.of();
  private boolean commit;
  private boolean dryRun;
  private boolean yes;

  CloseCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder(
            "close", this, "Record how a plan ended and move it to the completed folder.")
        .parameter("PLAN", to -> word = to, "The plan: a path, or its name in the active folder.")
        .value(
            "--outcome",
            "OUTCOME",
            to -> outcome = to,
            "PASS, PASS_WITH_NOTES, SUPERSEDED or CANCELLED (default: PASS, or PASS_WITH_NOTES when"
                + " there are risks, notes or missing answers).")
        .value("--reason", "TEXT", to -> reason = to, "Why it is superseded or cancelled.")
        .values(
            "--defer",
            "TEXT",
            to -> deferred = to,
            "Add this to the tech-debt tracker; repeatable.")
        .flag("--commit", on -> commit = on, "Commit exactly the changed files.")
        .flag("--dry-run", on -> dryRun = on, "Print the changes; write nothing.")
        .flag("--yes", on -> yes = on, "Do not ask.")
        .footer(
            "Needs every block done and committed, or a passing `verify --record`.",
            "Shows the changes first and asks, at a terminal.",
            "Exit: 0 done, 1 blockers, 2 usage, 3 refused, 5 not confirmed, 6 busy,",
            "7 unverifiable.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    new PersonOnly(root).refuse(!dryRun, PersonWord.CLOSE, null);
    Outcome wanted = outcome == null ? null : outcome(outcome);
    boolean isGivenUp = wanted != null && !wanted.isDone();
    if (isGivenUp && (reason == null || reason.isBlank())) {
      throw root.refusal("--reason is missing: why is the plan " + outcome + "?");
    }
    CloseSubject subject = CloseSubject.find(root, word);
    return dryRun
        ? close(subject, wanted)
        : QuietWorktree.during(
            subject.facts(),
            "a closeout",
            subject.by(),
            root.surroundings().environment(),
            clock.instant(),
            () -> close(subject, wanted));
  }

  private Outcome outcome(String name) {
    return Outcome.of(name)
        .orElseThrow(
            () ->
                root.refusal(
                    "unknown outcome `"
                        + TextSanitizer.oneLine(name)
                        + "`: use "
                        + Arrays.stream(Outcome.values())
                            .map(Outcome::name)
                            .collect(Collectors.joining(", "))));
  }

  private int close(CloseSubject subject, @Nullable Outcome wanted) {
    CloseSession session =
        new CloseSession(root, subject.facts(), subject.place().path(), subject.digest());
    Readiness readiness = session.readiness();
    boolean isGivenUp = wanted != null && !wanted.isDone();
    List<Blocker> blockers = isGivenUp ? List.of() : readiness.blockers();
    if (!blockers.isEmpty()) {
      root.console().result(String.join("\n", lines(blockers)));
      return ExitCode.BLOCKED;
    }
    Evidence evidence = session.evidence(readiness);
    Outcome found = evidence.hasNotes() ? Outcome.PASS_WITH_NOTES : Outcome.PASS;
    Closeout.Decision decision =
        new Closeout.Decision(
            wanted == null ? found : wanted,
            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
            subject.by(),
            reason,
            deferred);
    ClosePlanned planned = ClosePlanned.of(root, subject, decision, evidence);
    if (commit) {
      planned.refuseUnlessCommittable();
    }
    CloseLines shown = new CloseLines(planned);
    if (dryRun) {
      root.console().result(String.join("\n", shown.difference()));
      return ExitCode.DONE;
    }
    Console console = root.console();
    shown.difference().forEach(yes ? console::say : console::important);
    if (!isConfirmed(subject)) {
      return ExitCode.PAUSED;
    }
    planned.write();
    boolean isCommitted = !commit || planned.commit(root);
    root.console().result(String.join("\n", shown.done(commit && isCommitted)));
    return isCommitted ? ExitCode.DONE : ExitCode.BLOCKED;
  }

  private boolean isConfirmed(CloseSubject subject) {
    if (yes) {
      return true;
    }
    if (!root.surroundings().isPersonPresent()) {
      throw new StopException(
          Stop.PAUSED,
          ProblemCode.CLOSE_PLAN,
          "nothing was changed: only a person at a terminal can be asked",
          "run the same command with `--yes`, or with `--dry-run` to see the changes only");
    }
    return new Confirmation(root)
        .isGiven("close " + TextSanitizer.oneLine(subject.place().path()) + "?");
  }

  private static List<String> lines(List<Blocker> blockers) {
    List<String> lines = new ArrayList<>(List.of("Closeout blockers:"));
    for (Blocker blocker : blockers) {
      lines.add("  " + (blocker.what() + " " + TextSanitizer.oneLine(blocker.why())).strip());
      lines.add("      " + TextSanitizer.oneLine(blocker.command()));
    }
    return lines;
  }

  static StopException refused(String message, String hint) {
    return new StopException(Stop.REFUSED, Problem.error(ProblemCode.CLOSE_PLAN, message, hint));
  }
}
