package dev.execsession.executor;

import dev.execsession.agent.AgentReport;
import dev.execsession.agent.Structured;
import dev.execsession.executor.ExecutorReport.Status;
import dev.execsession.json.JsonException;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.process.Ending;
import dev.execsession.process.ProcessResult;
import dev.execsession.process.ProcessWords;
import dev.execsession.process.Signals;
import dev.execsession.text.TextSanitizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Judges how an attempt ended, by its exit, its result and its output. */
record ExecutionJudge(
    ExecutorSpec spec, ExecutionRequest request, Duration timeout, Duration idle) {
  private static final int LONGEST_SUMMARY = 2000;

  /**
   * Returns the outcome.
   *
   * @param excess how the budget is exceeded
   * @param before remarks about earlier starts in this attempt
   */
  ExecutorOutcome outcome(
      ProcessResult process, AgentReport agent, Optional<String> excess, List<String> before) {
    if (process.ending() == Ending.NOT_STARTED) {
      String reason = "the executor could not be started: " + process.startError();
      Problem problem = Problem.error(ProblemCode.EXEC_START, reason, "correct its command");
      return new ExecutorOutcome(process, null, before, agent, reason, problem);
    }
    ExecutorReport.Read file = ResultFile.read(request.resultFile());
    @Nullable ExecutorReport report = stricter(file.report(), answer(agent));
    List<String> notes = new ArrayList<>(before);
    notes.addAll(agent.notes());
    ProcessWords.leftovers(process).ifPresent(notes::add);
    boolean finished = (report != null && report.status() != Status.ABSENT) || agent.complete();
    if (finished && isEndedByUs(process.ending())) {
      notes.add(
          "it finished but did not exit, and was ended after "
              + TimeUnit.MILLISECONDS.toSeconds(process.durationMs())
              + " s");
    } else if (process.ending() != Ending.OVER_BUDGET) {
      excess.ifPresent(amount -> notes.add("it used " + amount + ": its budget is used up"));
    }
    @Nullable String ending =
        finished && isEndedByUs(process.ending()) ? null : ending(process, excess);
    // The agent's own words name the cause; its exit status only shows that there is one.
    @Nullable String reason = agent.failure();
    if (reason == null) {
      reason = ending;
    } else if (ending != null && process.ending() != Ending.EXITED) {
      notes.add(ending);
    }
    if (reason == null && file.problem() != null) {
      reason = file.problem().message();
    }
    if (reason == null && report != null && report.status() == Status.BLOCKED) {
      @Nullable String summary = report.summary();
      reason =
          "the executor reports that it is blocked"
              + (summary == null
                  ? ""
                  : ": " + TextSanitizer.oneLine(request.mask().mask(summary.strip())));
    }
    @Nullable String hint =
        ProcessWords.confinedHint(process, request.enclosure(), request.baseEnvironment())
            .orElse(null);
    reason = reason == null || hint == null ? reason : reason + "; " + hint;
    return new ExecutorOutcome(
        process, summarized(report, agent), notes, agent, reason, file.problem());
  }

  /** Returns the agent's answer in its output; null when it has none. */
  private static @Nullable ExecutorReport answer(AgentReport agent) {
    @Nullable Map<String, ?> result = agent.result();
    @Nullable String message = agent.message();
    if (result == null && message != null) {
      result = Structured.in(message).orElse(null);
    }
    try {
      return result == null ? null : ResultFile.report(result);
    } catch (JsonException e) {
      // An answer of another form is just a message.
      return null;
    }
  }

  /** Returns the file's report, unless only the answer stops the block. */
  private static @Nullable ExecutorReport stricter(
      @Nullable ExecutorReport file, @Nullable ExecutorReport answer) {
    return file == null || (answer != null && answer.stops() && !file.stops()) ? answer : file;
  }

  /** Returns the report with the agent's last message as its summary, if it has none. */
  private static @Nullable ExecutorReport summarized(
      @Nullable ExecutorReport report, AgentReport agent) {
    @Nullable String message = agent.message();
    if (message == null || message.isBlank() || (report != null && report.summary() != null)) {
      return report;
    }
    String text = message.strip();
    String summary =
        text.length() > LONGEST_SUMMARY ? text.substring(0, LONGEST_SUMMARY) + "…" : text;
    return report == null
        ? new ExecutorReport(Status.ABSENT, summary, List.of(), List.of(), Map.of(), null)
        : new ExecutorReport(
            report.status(),
            summary,
            report.notes(),
            report.risks(),
            report.attestations(),
            report.escalate());
  }

  private static boolean isEndedByUs(Ending ending) {
    return ending == Ending.TIMED_OUT || ending == Ending.IDLE || ending == Ending.LINGERED;
  }

  private @Nullable String ending(ProcessResult process, Optional<String> excess) {
    return switch (process.ending()) {
      case EXITED ->
          process.succeeded() ? null : "the executor ended with exit status " + process.exit();
      case SIGNALLED -> "the executor was ended by signal " + Signals.withStatus(process.signal());
      case TIMED_OUT ->
          "the executor ran longer than " + ProcessWords.limit(timeout) + " and was ended";
      case IDLE ->
          "the executor printed nothing for " + ProcessWords.limit(idle) + " and was ended";
      case LINGERED -> "the executor reported that it finished, but did not exit and was ended";
      case OVER_BUDGET ->
          "the executor used "
              + excess.orElse("its budget")
              + "; raise `budget` of executor `"
              + spec.name()
              + "` to go on";
      case INTERRUPTED -> "the executor was stopped before it ended";
      case NOT_STARTED -> "the executor could not be started: " + process.startError();
    };
  }
}
