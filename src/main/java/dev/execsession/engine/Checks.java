package dev.execsession.engine;

import dev.execsession.check.CheckContext;
import dev.execsession.check.CheckResult;
import dev.execsession.check.CheckRunner;
import dev.execsession.check.CheckSpec;
import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.journal.CheckStatus;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.scan.Assessment;
import dev.execsession.store.EventSink;
import dev.execsession.store.Scratch;
import dev.execsession.store.SessionFolder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs all of a block's checks and records each result. */
final class Checks {
  private static final int TAIL_LINES = 20;
  private static final int LONGEST_LINE = 500;

  private final Contract contract;
  private final SessionFolder folder;
  private final ChildProcesses children;
  private final Policies policies;
  private final SessionListener listener;

  Checks(
      Contract contract,
      SessionFolder folder,
      ChildProcesses children,
      Policies policies,
      SessionListener listener) {
    this.contract = contract;
    this.folder = folder;
    this.children = children;
    this.policies = policies;
    this.listener = listener;
  }

  /** Runs the block's checks and those of its policies; returns a reason for each failure. */
  List<String> run(BlockContract block, int attempt, Assessment whole, EventSink events) {
    List<CheckSpec> all = new ArrayList<>(block.checks());
    all.addAll(policies.checks(whole));
    return run(block, block.id() + "-" + attempt, all, events);
  }

  /** Runs the completion checks once, after the last block. */
  List<String> runCompletion(EventSink events) {
    return run(null, "completion", contract.completionChecks(), events);
  }

  private List<String> run(
      @Nullable BlockContract block, String log, List<CheckSpec> checks, EventSink events) {
    @Nullable String id = block == null ? null : block.id();
    List<String> reasons = new ArrayList<>();
    int number = 0;
    for (CheckSpec spec : checks) {
      number++;
      String what = "check " + number + "/" + checks.size();
      listener.began(id, what, spec.command());
      Fact.Check result = run(block, spec, what, log + "-check-" + number);
      Event checked = new Event.Checked(id, result);
      if (number == checks.size()) {
        events.recordAhead(checked);
      } else {
        events.record(checked);
      }
      if (!result.passed()) {
        reasons.add(
            "check failed: `"
                + firstLine(spec.command())
                + "`"
                + (result.explanation() == null ? "" : " (" + result.explanation() + ")"));
      }
    }
    return reasons;
  }

  private Fact.Check run(@Nullable BlockContract block, CheckSpec spec, String what, String log) {
    try (Scratch scratch = new Scratch(folder.id())) {
      return run(block, spec, what, log, scratch);
    }
  }

  private Fact.Check run(
      @Nullable BlockContract block, CheckSpec spec, String what, String log, Scratch scratch) {
    ChildProcesses.Run run = children.prepare(log);
    CheckResult result =
        new CheckRunner(children.processes())
            .run(
                spec,
                new CheckContext(
                    contract.repository().root(),
                    run.environment(),
                    run.log(),
                    run.cookie(),
                    shell(),
                    contract.config().checkDefaults().keepOutput(),
                    children.mask(),
                    children.confinement(block, scratch)),
                children.watch(what));
    return new Fact.Check(
        spec.command(),
        CheckStatus.valueOf(result.status().name()),
        result.exit(),
        result.signal(),
        result.durationMs(),
        Fact.Check.Origin.valueOf(spec.by().name()),
        folder.relative(result.log()),
        result.explanation(),
        result.passed() ? null : lastLines(result.tail()));
  }

  private List<String> shell() {
    String shell = contract.config().checkDefaults().shell();
    return shell.equals("sh") ? CheckContext.SHELL : List.of(shell, "-eu");
  }

  private static @Nullable String lastLines(String tail) {
    List<String> lines = tail.lines().map(Checks::cut).toList();
    return lines.isEmpty()
        ? null
        : String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  /** Truncates very long lines, such as those of a bundle. */
  private static String cut(String line) {
    return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line;
  }

  /** Returns the first line of a command. */
  static String firstLine(String command) {
    String first = command.lines().findFirst().orElse("");
    return first.length() == command.strip().length() ? first : first + " …";
  }
}
