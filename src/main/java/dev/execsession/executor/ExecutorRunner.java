package dev.execsession.executor;

import dev.execsession.agent.AgentReport;
import dev.execsession.agent.Conversation;
import dev.execsession.agent.OutputFormat;
import dev.execsession.agent.Usage;
import dev.execsession.executor.ExecutorSpec.Argv;
import dev.execsession.executor.ExecutorSpec.Commands;
import dev.execsession.executor.ExecutorSpec.External;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.Command;
import dev.execsession.process.Ending;
import dev.execsession.process.PrivateFile;
import dev.execsession.process.ProcessResult;
import dev.execsession.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs executors other than a person. */
public final class ExecutorRunner {
  /** Runs each script in a separate shell, so that none sees another's variables. */
  private static final List<String> EACH_SCRIPT =
      List.of("sh", "-eu", "-c", "for script do sh -eu \"$script\"; done", "run");

  /** How long an executor may stay silent after it reported that it finished. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  /** The time that an executor always has to start. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** How often an agent is started in one attempt. */
  private static final int MOST_STARTS = 20;

  private final ProcessRunner processes;
  private final Duration grace;
  private final Clock clock;

  public ExecutorRunner(ProcessRunner processes, Clock clock) {
    this(processes, GRACE, clock);
  }

  ExecutorRunner(ProcessRunner processes, Duration grace, Clock clock) {
    this.processes = processes;
    this.grace = grace;
    this.clock = clock;
  }

  /**
   * Runs an executor. An agent that a limit of its provider stopped is started again when the limit
   * ends, if that is within the executor's time; one whose conversation is gone starts a new one.
   *
   * @throws StopException unverifiable, when a file of the session cannot be written
   * @throws IllegalArgumentException for {@link ExecutorSpec.Manual}
   */
  public ExecutorOutcome run(
      ExecutorSpec spec, ExecutionRequest request, ExecutorListener listener) {
    Instant begin = clock.instant();
    List<String> notes = new ArrayList<>();
    @Nullable Conversation conversation = request.conversation();
    // By starts in this attempt that are over.
    Usage earlier = Usage.NONE;
    Path log = request.logFile();
    int starts = 1;
    while (true) {
      Call call = call(spec, request, conversation, log);
      removeOldResult(request.resultFile());
      AgentWatch watch =
          new AgentWatch(
              listener,
              call.output(),
              request.root(),
              conversation,
              call.budget(),
              request.used().plus(earlier),
              request.resultFile());
      ProcessResult process =
          watch.isOverBudget()
              ? ProcessResult.notStarted(Ending.OVER_BUDGET, log, "its budget is used up")
              : start(call, request, remaining(call, begin), watch, log);
      AgentReport agent =
          process.ending() == Ending.INTERRUPTED ? AgentReport.NONE : watch.report(process.exit());
      boolean exited = process.ending() == Ending.EXITED;
      Instant retryAt = exited && agent.failure() != null ? agent.retryAt() : null;
      if (exited && agent.unknownConversation() && conversation != null) {
        notes.add("its earlier conversation is gone; it started a new one");
        conversation = null;
      } else if (retryAt != null && starts < MOST_STARTS && await(retryAt, call, begin, listener)) {
        notes.add("its provider's limit stopped it; it went on at " + retryAt);
        conversation = resumable(spec, agent, conversation);
      } else {
        return new ExecutionJudge(spec, request, call.timeout(), call.idle())
            .outcome(process, agent.after(earlier), watch.excess(), notes);
      }
      earlier = earlier.plus(agent.usage());
      starts++;
      log = sibling(request.logFile(), starts);
    }
  }

  private static @Nullable Conversation resumable(
      ExecutorSpec spec, AgentReport agent, @Nullable Conversation earlier) {
    boolean resumes = spec instanceof External external && external.isResumable();
    @Nullable String id = agent.conversation();
    if (!resumes || id == null) {
      return resumes ? earlier : null;
    }
    Usage before = earlier != null && earlier.id().equals(id) ? earlier.used() : Usage.NONE;
    return new Conversation(id, before.plus(agent.usage()));
  }

  private static Path sibling(Path log, int start) {
    String name = String.valueOf(log.getFileName());
    return log.resolveSibling(name.replaceFirst("(\\.log)?$", "-" + start + "$1"));
  }

  /** Returns the rest of the executor's time; zero for no limit. */
  private Duration remaining(Call call, Instant begin) {
    if (call.timeout().isZero()) {
      return Duration.ZERO;
    }
    Duration left = call.timeout().minus(Duration.between(begin, clock.instant()));
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  /** Waits until a time, if that is within the executor's; returns whether it did. */
  private boolean await(Instant until, Call call, Instant begin, ExecutorListener listener) {
    boolean late = !call.timeout().isZero() && until.isAfter(begin.plus(call.timeout()));
    if (late) {
      return false;
    }
    listener.waits(until);
    return processes.pause(Duration.between(clock.instant(), until), listener);
  }

  private ProcessResult start(
      Call call, ExecutionRequest request, Duration time, AgentWatch watch, Path log) {
    return processes.run(
        new Command(
            call.argv(),
            request.root(),
            environment(call.environment(), request),
            call.stdin(),
            log,
            time,
            call.idle(),
            Command.KEEP_BYTES,
            request.cookie(),
            request.mask(),
            call.mayLinger() ? grace : Duration.ZERO,
            call.interactive(),
            request.enclosure()),
        watch);
  }

  /** The resolved command of an executor. */
  private record Call(
      List<String> argv,
      @Nullable Path stdin,
      Map<String, String> environment,
      Duration timeout,
      Duration idle,
      OutputFormat output,
      Budget budget,
      boolean interactive,
      boolean mayLinger) {}

  private static Call call(
      ExecutorSpec spec, ExecutionRequest request, @Nullable Conversation conversation, Path log) {
    if (spec instanceof Commands commands) {
      List<String> argv = new ArrayList<>(EACH_SCRIPT);
      for (String script : commands.scripts()) {
        int number = argv.size() - EACH_SCRIPT.size() + 1;
        Path file = log.toAbsolutePath().resolveSibling(log.getFileName() + "." + number + ".sh");
        argv.add(PrivateFile.write(file, script, "the script").toString());
      }
      return new Call(
          argv,
          null,
          Map.of(),
          commands.timeout(),
          commands.idle(),
          OutputFormat.NONE,
          Budget.NONE,
          false,
          false);
    }
    if (spec instanceof External external) {
      boolean input = external.prompt() == PromptStyle.STDIN;
      Placeholders places =
          new Placeholders(
              request.briefFile().toAbsolutePath(), request.resultFile().toAbsolutePath());
      request.launch().prepare();
      Map<String, String> environment = new TreeMap<>();
      external.environment().forEach((name, value) -> environment.put(name, places.insert(value)));
      environment.putAll(request.launch().environment());
      return new Call(
          argv(external, places, request.launch().arguments(), conversation),
          input ? request.briefFile() : null,
          environment,
          external.timeout(),
          external.idle(),
          external.output(),
          external.budget(),
          external.interactive(),
          !external.interactive());
    }
    throw new IllegalArgumentException("nothing to run for " + spec.name());
  }

  private static List<String> argv(
      External spec, Placeholders places, List<String> guard, @Nullable Conversation conversation) {
    if (spec.invocation() instanceof Argv argv) {
      String id = conversation == null ? null : conversation.id();
      return places.insert(spec.options().starting(argv.words(), guard, id), spec.prompt());
    }
    List<String> shell = new ArrayList<>(List.of("sh", "-c", spec.display(), "sh"));
    places.last(spec.prompt()).ifPresent(shell::add);
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
}
