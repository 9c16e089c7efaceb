package dev.execsession.executor;

import dev.execsession.executor.AgentOutput.Findings;
import dev.execsession.executor.ExecutorReport.Status;
import dev.execsession.executor.ExecutorSpec.Argv;
import dev.execsession.executor.ExecutorSpec.Commands;
import dev.execsession.executor.ExecutorSpec.External;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.Command;
import dev.execsession.process.Ending;
import dev.execsession.process.PrivateFile;
import dev.execsession.process.ProcessListener;
import dev.execsession.process.ProcessResult;
import dev.execsession.process.ProcessRunner;
import dev.execsession.process.ProcessWords;
import dev.execsession.process.Signals;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs executors other than a person. */
public final class ExecutorRunner {
  /** Runs each script in a separate shell, so that none sees another's variables. */
  private static final List<String> EACH_SCRIPT =
      List.of("sh", "-eu", "-c", "for script do sh -eu \"$script\"; done", "run");

  /** How long an executor may stay silent after it reported that it finished. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final ProcessRunner processes;
  private final Duration grace;

  public ExecutorRunner(ProcessRunner processes) {
    this(processes, GRACE);
  }

  ExecutorRunner(ProcessRunner processes, Duration grace) {
    this.processes = processes;
    this.grace = grace;
  }

  /**
   * Runs an executor.
   *
   * @throws StopException unverifiable, when a file of the session cannot be written
   * @throws IllegalArgumentException for {@link ExecutorSpec.Manual}
   */
  public ExecutorOutcome run(
      ExecutorSpec spec, ExecutionRequest request, ProcessListener listener) {
    Call call = call(spec, request);
    removeOldResult(request.resultFile());
    ProcessResult process =
        processes.run(
            new Command(
                call.argv(),
                request.root(),
                environment(call.environment(), request),
                call.stdin(),
                request.logFile(),
                request.timeout() == null ? call.timeout() : request.timeout(),
                request.idle() == null ? call.idle() : request.idle(),
                Command.KEEP_BYTES,
                request.cookie(),
                request.mask(),
                call.mayLinger() ? grace : Duration.ZERO,
                call.interactive(),
                request.enclosure()),
            new FinishWatch(listener, call.output(), request.resultFile(), request.logFile()));
    return outcome(call, request, process);
  }

  /** The resolved command of an executor. */
  private record Call(
      List<String> argv,
      @Nullable Path stdin,
      Map<String, String> environment,
      Duration timeout,
      Duration idle,
      OutputFormat output,
      boolean interactive,
      boolean mayLinger) {}

  private static Call call(ExecutorSpec spec, ExecutionRequest request) {
    if (spec instanceof Commands commands) {
      List<String> argv = new ArrayList<>(EACH_SCRIPT);
      for (String script : commands.scripts()) {
        Path log = request.logFile().toAbsolutePath();
        int number = argv.size() - EACH_SCRIPT.size() + 1;
        Path file = log.resolveSibling(log.getFileName() + "." + number + ".sh");
        argv.add(PrivateFile.write(file, script, "the script").toString());
      }
      return new Call(
          argv,
          null,
          Map.of(),
          commands.timeout(),
          commands.idle(),
          OutputFormat.NONE,
          false,
          false);
    }
    if (spec instanceof External external) {
      boolean input = external.prompt() == PromptStyle.STDIN;
      return new Call(
          argv(external, request.briefFile().toAbsolutePath()),
          input ? request.briefFile() : null,
          external.environment(),
          external.timeout(),
          external.idle(),
          external.output(),
          external.interactive(),
          !external.interactive());
    }
    throw new IllegalArgumentException("nothing to run for " + spec.name());
  }

  private static List<String> argv(External spec, Path brief) {
    if (spec.invocation() instanceof Argv argv) {
      return Prompts.insert(argv.words(), spec.prompt(), brief);
    }
    List<String> shell = new ArrayList<>(List.of("sh", "-c", spec.display(), "sh"));
    Prompts.last(spec.prompt(), brief).ifPresent(shell::add);
    return shell;
  }

  private static Map<String, String> environment(
      Map<String, String> own, ExecutionRequest request) {
    Map<String, String> environment = new TreeMap<>(request.baseEnvironment());
    environment.putAll(own);
    environment.put("EXEC_SESSION_ID", request.sessionId());
    environment.put("EXEC_SESSION_PLAN", request.planPath());
    environment.put("EXEC_SESSION_BLOCK", request.blockId());
    environment.put("EXEC_SESSION_BRIEF", request.briefFile().toAbsolutePath().toString());
    environment.put("EXEC_SESSION_RESULT", request.resultFile().toAbsolutePath().toString());
    environment.put("EXEC_SESSION_ROOT", request.root().toString());
    environment.put("EXEC_SESSION_ATTEMPT", Integer.toString(request.attempt()));
    return environment;
  }

  /** Prevents that an attempt is judged by the previous report. */
  private static void removeOldResult(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.EXEC_RESULT,
          "cannot remove the result file of an earlier attempt: `" + file + "`",
          "remove it, then run the same command again",
          e);
    }
  }

  private static ExecutorOutcome outcome(
      Call call, ExecutionRequest request, ProcessResult process) {
    if (process.ending() == Ending.NOT_STARTED) {
      String reason = "the executor could not be started: " + process.startError();
      Problem problem = Problem.error(ProblemCode.EXEC_START, reason, "correct its command");
      return new ExecutorOutcome(process, null, List.of(), reason, problem);
    }
    ExecutorReport.Read read = ResultFile.read(request.resultFile());
    Findings findings = findings(call, process);
    List<String> notes = new ArrayList<>(findings.notes());
    ProcessWords.leftovers(process).ifPresent(notes::add);
    boolean finished = isFinished(read, findings);
    if (finished && isEndedByUs(process.ending())) {
      notes.add(
          "it finished but did not exit, and was ended after "
              + TimeUnit.MILLISECONDS.toSeconds(process.durationMs())
              + " s");
    }
    @Nullable String reason =
        finished && isEndedByUs(process.ending()) ? null : reason(process, call, request);
    if (reason == null) {
      reason = findings.failure();
    } else if (findings.failure() != null) {
      notes.add(findings.failure());
    }
    if (reason == null && read.problem() != null) {
      reason = read.problem().message();
    }
    if (reason == null && read.report() != null && read.report().status() == Status.BLOCKED) {
      @Nullable String summary = read.report().summary();
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
    return new ExecutorOutcome(process, read.report(), notes, reason, read.problem());
  }

  /** An executor that hangs after its work has not failed; the work can be judged. */
  private static boolean isFinished(ExecutorReport.Read read, Findings findings) {
    boolean reported = read.report() != null && read.report().status() != Status.ABSENT;
    return reported || findings.succeeded();
  }

  private static boolean isEndedByUs(Ending ending) {
    return ending == Ending.TIMED_OUT || ending == Ending.IDLE || ending == Ending.LINGERED;
  }

  private static Findings findings(Call call, ProcessResult process) {
    return process.ending() == Ending.INTERRUPTED
        ? Findings.NONE
        : AgentOutput.of(call.output(), process.log(), process.exit());
  }

  private static @Nullable String reason(
      ProcessResult process, Call call, ExecutionRequest request) {
    Duration timeout = request.timeout() == null ? call.timeout() : request.timeout();
    Duration idle = request.idle() == null ? call.idle() : request.idle();
    return switch (process.ending()) {
      case EXITED ->
          process.succeeded() ? null : "the executor ended with exit status " + process.exit();
      case SIGNALLED -> "the executor was ended by signal " + Signals.withStatus(process.signal());
      case TIMED_OUT ->
          "the executor ran longer than " + ProcessWords.limit(timeout) + " and was ended";
      case IDLE ->
          "the executor printed nothing for " + ProcessWords.limit(idle) + " and was ended";
      case LINGERED -> "the executor reported that it finished, but did not exit and was ended";
      case INTERRUPTED -> "the executor was stopped before it ended";
      case NOT_STARTED -> "the executor could not be started: " + process.startError();
    };
  }
}
