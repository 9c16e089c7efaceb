package dev.execsession.cli;

import dev.execsession.agent.Activity;
import dev.execsession.agent.KnownAgent;
import dev.execsession.agent.OutputFormat;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Receipt;
import dev.execsession.journal.SessionState;
import dev.execsession.report.Words;
import dev.execsession.text.Columns;
import dev.execsession.text.Spans;
import dev.execsession.text.TextSanitizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run of the canary plan proves about an agent. */
record CanaryProof(String name, List<Row> rows) {
  private static final int WIDTH = 80;
  private static final String EDIT = "B01";
  private static final String ESCAPE = "B02";
  private static final String EDITS = "edits files";

  CanaryProof {
    rows = List.copyOf(rows);
  }

  /**
   * The agent that ran.
   *
   * @param isGuarded whether it was to be started with the guard
   * @param hasHook whether the guard is a hook, and not rules of the agent's
   */
  record Subject(
      String name, KnownAgent agent, OutputFormat format, boolean isGuarded, boolean hasHook) {}

  /** Whether something is proven. */
  enum State {
    PROVEN("proven"),
    MISSING("not proven"),
    /** The agent does not have it. */
    ABSENT("none");

    private final String words;

    State(String words) {
      this.words = words;
    }
  }

  /** A line of the result. */
  record Row(String what, State state, String detail) {
    private static final Row UNGUARDED =
        new Row(
            "guard", State.ABSENT, "the scan found that " + AgentCanary.FORBIDDEN + " was written");

    private static Row proven(String what, String detail) {
      return new Row(what, State.PROVEN, detail);
    }

    private static Row missing(String what, String reason) {
      return new Row(what, State.MISSING, reason);
    }

    private static Row absent(String what, String reason) {
      return new Row(what, State.ABSENT, reason);
    }

    /** Returns the line, cut to a terminal's width unless it has a reason. */
    private String line() {
      String line =
          String.format(
              Locale.ROOT, "%-13s  %-10s  %s", what, state.words, TextSanitizer.oneLine(detail));
      return state == State.MISSING ? line : Columns.cut(line, WIDTH);
    }
  }

  /**
   * Judges a run.
   *
   * @param activities what the agent was seen to do while it worked
   * @param isWritten whether the forbidden file exists
   */
  static CanaryProof of(
      Subject subject, SessionState state, List<Activity> activities, boolean isWritten) {
    BlockState edit = state.block(EDIT);
    List<Row> rows = new ArrayList<>();
    rows.add(started(edit));
    rows.add(edited(edit));
    rows.add(guard(subject, state, activities, isWritten));
    rows.add(stream(subject, activities));
    rows.add(result(subject, state));
    rows.add(usage(subject, state));
    return new CanaryProof(subject.name(), rows);
  }

  boolean isWhole() {
    return rows.stream().noneMatch(row -> row.state() == State.MISSING);
  }

  /** Whether a missing login may be why it did nothing. */
  boolean isIdle() {
    return rows.stream().anyMatch(row -> row.what().equals(EDITS) && row.state() == State.MISSING);
  }

  /** Returns a line for each row, and the verdict. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(rows.stream().map(Row::line).toList());
    List<String> missing =
        rows.stream().filter(row -> row.state() == State.MISSING).map(Row::what).toList();
    boolean isUnguarded = rows.stream().anyMatch(row -> row.equals(Row.UNGUARDED));
    lines.add(
        "verdict        "
            + name
            + (missing.isEmpty()
                ? isUnguarded ? " works, without a guard" : " works"
                : " is not proven: " + String.join(", ", missing)));
    return lines;
  }

  private static Row started(BlockState edit) {
    String what = "started";
    Fact.Execution run = edit.execution().orElse(null);
    if (run == null || run.ending() == Fact.Execution.Ending.NOT_STARTED) {
      return Row.missing(what, reason(edit));
    }
    String how = run.exit() == null ? run.ending().jsonName() : "exit " + run.exit();
    return Row.proven(what, how + " after " + Spans.words(run.durationMs()));
  }

  private static Row edited(BlockState edit) {
    String what = EDITS;
    return edit.isDone() ? Row.proven(what, AgentCanary.ALLOWED) : Row.missing(what, reason(edit));
  }

  private static Row guard(
      Subject subject, SessionState state, List<Activity> activities, boolean isWritten) {
    String what = "guard";
    BlockState escape = state.block(ESCAPE);
    if (escape.execution().isEmpty()) {
      return Row.missing(what, "block " + ESCAPE + " did not run");
    }
    Receipt.Guard calls =
        receipts(state, ESCAPE)
            .map(Receipt::guard)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    boolean isFound =
        escape.changes().stream()
            .anyMatch(
                change -> change.path().equals(AgentCanary.FORBIDDEN) && change.isViolation());
    if (isWritten && !isFound) {
      return Row.missing(what, AgentCanary.FORBIDDEN + " was written, and not found");
    }
    if (calls != null && calls.vetoes() > 0) {
      return Row.proven(
          what,
          "vetoed "
              + AgentCanary.FORBIDDEN
              + (isWritten ? "; written another way, found by the scan" : ""));
    }
    if (isWritten) {
      return subject.isGuarded()
          ? Row.missing(what, "no veto; " + Row.UNGUARDED.detail())
          : Row.UNGUARDED;
    }
    if (subject.isGuarded() && !subject.hasHook() && isDenied(activities)) {
      return Row.proven(what, "its rules denied " + AgentCanary.FORBIDDEN);
    }
    if (!subject.isGuarded() || !subject.hasHook()) {
      return Row.missing(what, "it did not try to write " + AgentCanary.FORBIDDEN);
    }
    return Row.missing(
        what,
        calls == null
            ? "it was started without: the launcher of this tool is not known"
            : calls.calls() == 0
                ? "the hook was never called"
                : "no veto: it did not try to write " + AgentCanary.FORBIDDEN);
  }

  private static boolean isDenied(List<Activity> activities) {
    return activities.stream()
        .anyMatch(
            each ->
                each.kind() == Activity.Kind.DENIED && each.text().endsWith(AgentCanary.FORBIDDEN));
  }

  private static Row stream(Subject subject, List<Activity> activities) {
    String what = "stream";
    if (!subject.agent().isStreaming()) {
      return Row.absent(what, "this agent reports when it ends");
    }
    return activities.isEmpty()
        ? Row.missing(what, "no line was seen while it worked")
        : Row.proven(what, Count.of(activities.size(), "line") + " while it worked");
  }

  private static Row result(Subject subject, SessionState state) {
    String what = "result";
    String summary =
        Stream.of(ESCAPE, EDIT)
            .map(state::block)
            .flatMap(block -> block.execution().stream())
            // The summary of a failure is its message.
            .filter(run -> run.failure() == null)
            .map(Fact.Execution::summary)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    if (summary != null) {
      return Row.proven(what, summary);
    }
    return subject.format() == OutputFormat.NONE
        ? Row.absent(what, "this agent has no report that can be read")
        : Row.missing(what, "it gave no summary");
  }

  private static Row usage(Subject subject, SessionState state) {
    String what = "usage";
    String used =
        Stream.of(ESCAPE, EDIT)
            .flatMap(block -> receipts(state, block))
            .filter(receipt -> tokens(receipt) > 0)
            .map(CanaryProof::used)
            .findFirst()
            .orElse("");
    if (!used.isEmpty()) {
      return Row.proven(what, used);
    }
    return subject.agent().isStreaming()
        ? Row.missing(what, "it reported no tokens")
        : Row.absent(what, "this agent reports none");
  }

  private static Stream<Receipt> receipts(SessionState state, String block) {
    return state.block(block).receipts().stream().map(Receipt.OfAttempt::receipt);
  }

  /** Returns {@code model m, $0.03, 5,250 tokens}, as far as it is known. */
  private static String used(Receipt receipt) {
    List<String> parts = new ArrayList<>();
    parts.add(
        Words.receipt(
            new Receipt(receipt.model(), null, null, null, null, receipt.costUsd(), null)));
    parts.removeIf(String::isEmpty);
    parts.add(String.format(Locale.ROOT, "%,d tokens", tokens(receipt)));
    return String.join(", ", parts);
  }

  private static long tokens(Receipt receipt) {
    return Objects.requireNonNullElse(receipt.inputTokens(), 0L)
        + Objects.requireNonNullElse(receipt.outputTokens(), 0L);
  }

  /** Returns why a block is not done, in the agent's words if it has any. */
  private static String reason(BlockState block) {
    @Nullable String failure = block.execution().map(Fact.Execution::failure).orElse(null);
    Optional<String> summary = block.execution().map(Fact.Execution::summary);
    return failure != null
        ? failure
        : block.reasons().stream()
            .findFirst()
            .or(() -> summary)
            .orElse("block " + block.id() + " is not done");
  }
}
