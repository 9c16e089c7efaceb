package dev.execsession.engine;

import dev.execsession.check.CheckContext;
import dev.execsession.check.CheckResult;
import dev.execsession.check.CheckRunner;
import dev.execsession.check.CheckSpec;
import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.journal.Actor;
import dev.execsession.journal.CheckStatus;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.scan.Assessment;
import dev.execsession.scan.Scans;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.store.EventSink;
import dev.execsession.store.Scratch;
import dev.execsession.store.SessionFolder;
import dev.execsession.text.CommandName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs all of a block's checks and records each result and what it changed. */
record Checks(
    Contract contract,
    SessionFolder folder,
    ChildProcesses children,
    Policies policies,
    Scans scans,
    SessionListener listener) {
  private static final int TAIL_LINES = 20;
  private static final int LONGEST_LINE = 500;

  /**
   * The result of a round of checks.
   *
   * @param reasons a sentence for each check that failed or keeps changing the tree
   * @param forbidden changes by a check that violate the contract and ended the round
   */
  record Round(List<String> reasons, @Nullable Assessment forbidden) {}

  /**
   * Runs the block's checks and those of its policies, which a check's own changes may activate.
   *
   * @param whole the block's work so far
   */
  Round run(BlockContract block, int attempt, Supplier<Assessment> whole, EventSink events) {
    return round(
        block,
        block.id() + "-" + attempt,
        block.scope(),
        () ->
            Stream.concat(block.checks().stream(), policies.checks(whole.get()).stream()).toList(),
        events);
  }

  /**
   * Runs the checks that should fail as long as the block is not done; records each result and what
   * it changed.
   *
   * @return changes by a check that violate the contract; null when there are none
   */
  @Nullable Assessment runBefore(BlockContract block, EventSink events) {
    List<CheckSpec> specs = block.checks().stream().filter(CheckSpec::mustFailBefore).toList();
    for (int i = 0; i < specs.size(); i++) {
      CheckSpec spec = specs.get(i);
      String what = "check before " + (i + 1) + "/" + specs.size();
      listener.began(block.id(), what, CommandName.of(spec.command()));
      Fact.Check result = run(block, spec, what, block.id() + "-before-check-" + (i + 1));
      events.record(new Event.Checked(block.id(), result, true));
      Assessment step = measured(block.id(), block.scope(), events);
      if (step.violates()) {
        return step;
      }
    }
    return null;
  }

  private Assessment measured(@Nullable String id, ScopeJudge scope, EventSink events) {
    Assessment step = scans.scan(scope, Actor.CHECK);
    if (!step.isQuiet() || step.isRemarkable()) {
      events.record(step.measured(id, Actor.CHECK));
    }
    return step;
  }

  /** Runs the completion checks once, after the last block. */
  Round runCompletion(EventSink events) {
    return round(null, "completion", contract.scope(), contract::completionChecks, events);
  }

  /**
   * Runs each check and scans after it. A check that writes invalidates earlier results, so the
   * checks before the last one that wrote run again, once.
   */
  private Round round(
      @Nullable BlockContract block,
      String log,
      ScopeJudge scope,
      Supplier<List<CheckSpec>> wanted,
      EventSink events) {
    List<CheckSpec> specs = new ArrayList<>(wanted.get());
    Map<CheckSpec, String> failures = new LinkedHashMap<>();
    int writer = 0;
    for (int i = 0; i < specs.size(); i++) {
      Assessment step = verify(block, specs, i, log, scope, failures, events);
      if (step.violates()) {
        return new Round(List.copyOf(failures.values()), step);
      }
      if (!step.changes().isEmpty()) {
        writer = i;
        wanted.get().stream().filter(spec -> !specs.contains(spec)).forEach(specs::add);
      }
    }
    for (int i = 0; i < writer; i++) {
      boolean passedBefore = !failures.containsKey(specs.get(i));
      Assessment step = verify(block, specs, i, log + "-again", scope, failures, events);
      if (passedBefore) {
        String cause = "; " + rewrites(specs.get(writer), specs.get(i));
        failures.computeIfPresent(specs.get(i), (spec, failure) -> failure + cause);
      }
      if (step.violates()) {
        return new Round(List.copyOf(failures.values()), step);
      }
      if (!step.changes().isEmpty()) {
        failures.put(specs.get(i), rewrites(specs.get(i), specs.get(i > 0 ? i - 1 : writer)));
        break;
      }
    }
    return new Round(List.copyOf(failures.values()), null);
  }

  private static String rewrites(CheckSpec writer, CheckSpec verified) {
    return "check `"
        + CommandName.of(writer.command())
        + "` rewrites what check `"
        + CommandName.of(verified.command())
        + "` verified";
  }

  /** Runs one check, records its result, and returns what it changed. */
  private Assessment verify(
      @Nullable BlockContract block,
      List<CheckSpec> specs,
      int index,
      String log,
      ScopeJudge scope,
      Map<CheckSpec, String> failures,
      EventSink events) {
    @Nullable String id = block == null ? null : block.id();
    CheckSpec spec = specs.get(index);
    String what = "check " + (index + 1) + "/" + specs.size();
    listener.began(id, what, CommandName.of(spec.command()));
    Fact.Check result = run(block, spec, what, log + "-check-" + (index + 1));
    Event checked = new Event.Checked(id, result, null);
    if (index == specs.size() - 1) {
      events.recordAhead(checked);
    } else {
      events.record(checked);
    }
    if (id != null) {
      children.refusal(id, "its check `" + spec.command() + "`").ifPresent(events::record);
    }
    failures.remove(spec);
    if (!result.passed()) {
      failures.put(spec, failed(result));
    }
    return measured(id, scope, events);
  }

  private static String failed(Fact.Check result) {
    return "check failed: `"
        + CommandName.of(result.command())
        + "`"
        + (result.explanation() == null ? "" : " (" + result.explanation() + ")");
  }

  private Fact.Check run(@Nullable BlockContract block, CheckSpec spec, String what, String log) {
    try (Scratch scratch = new Scratch(folder.id())) {
      return run(block, spec, what, log, scratch);
    }
  }

  private Fact.Check run(
      @Nullable BlockContract block, CheckSpec spec, String what, String log, Scratch scratch) {
    ChildProcesses.Run run = children.prepare(log);
    if (block != null) {
      run.environment().put("EXEC_SESSION_BLOCK", block.id());
    }
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
                    children.enclosure(block, scratch)),
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
}
