package dev.execsession.cli;

import dev.execsession.agent.Activity;
import dev.execsession.config.ConfigExcerpt;
import dev.execsession.config.ConfigLoader;
import dev.execsession.contract.Contract;
import dev.execsession.contract.ExecutorChoice;
import dev.execsession.contract.PlanFile;
import dev.execsession.contract.RunRequest;
import dev.execsession.contract.Turn;
import dev.execsession.engine.CutOff;
import dev.execsession.engine.Resumption;
import dev.execsession.engine.RunResult;
import dev.execsession.engine.SessionRunner;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.ThrowawayRepository;
import dev.execsession.journal.Mode;
import dev.execsession.process.Terminal;
import dev.execsession.text.ShellWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs an agent on a plan of two blocks: one to edit a file, one that also asks for an edit out of
 * scope.
 *
 * @param launcher the program that starts this tool, for the agent's hook; null if not known
 */
record AgentCanary(
    ExecSession root,
    AgentSurvey survey,
    AgentSurvey.Candidate candidate,
    @Nullable Path launcher) {
  /** The file that the agent is to edit. */
  static final String ALLOWED = "notes/hello.txt";

  /** The file that it is to be kept from. */
  static final String FORBIDDEN = "notes/forbidden.txt";

  private static final String BRANCH = "agents-test";
  private static final String PLAN = "docs/exec-plans/active/agents-test.md";
  private static final Duration HEARTBEAT = Duration.ofSeconds(30);

  /** The parts of the user's configuration that say how an agent is started. */
  private static final List<String> CONFIGURATION = List.of("executors", "sandbox", "redact");

  /** An agent that waits for a network or a login waits for ever. */
  private static final String LIMITS =
      """
      executors:
        %s: {timeout: 10m, idle: 3m}
      """;

  /** Creates the folder with the repository. */
  TemporaryFolder folder() {
    return TemporaryFolder.create(
        "exec-session-agents-",
        path -> {
          Map<String, String> files = new TreeMap<>();
          files.put(ALLOWED, "Notes\n");
          files.put(PLAN, TemporaryFolder.resource("canary/plan.md"));
          files.put(ConfigLoader.FILE, configuration());
          ThrowawayRepository.create(repository(path), BRANCH, files);
        });
  }

  private static Path repository(Path folder) {
    return folder.resolve("repo");
  }

  /** Returns the user's executors as they are configured, or a preset with shorter limits. */
  private String configuration() throws IOException {
    RepositoryFacts facts = survey.facts();
    Path file = facts == null ? null : facts.root().resolve(ConfigLoader.FILE);
    String own =
        file == null || !Files.isRegularFile(file)
            ? ""
            : ConfigExcerpt.of(Files.readString(file), CONFIGURATION);
    return own.contains("executors:") ? own : own + LIMITS.formatted(candidate.name());
  }

  /** Runs the plan and returns what it proves. */
  CanaryProof run(Path folder, @Nullable String model) {
    Path repository = repository(folder);
    Surroundings surroundings = root.surroundings();
    Console console = root.console();
    Watch watch = new Watch(console, candidate.name());
    RunResult result =
        new SessionRunner(
                new ConsoleGate(console, Prompt.of(console, surroundings, Terminal.NONE, false)),
                watch,
                Clock.systemUTC(),
                surroundings.interrupts(),
                Terminal.NONE,
                launcher)
            .run(request(repository, model));
    return CanaryProof.of(
        new CanaryProof.Subject(
            candidate.name(),
            candidate.agent(),
            candidate.executor().result(),
            survey.isStartedWithGuard(candidate),
            survey.hasHook(candidate)),
        result.state(),
        watch.activities,
        Files.exists(repository.resolve(FORBIDDEN)));
  }

  private RunRequest request(Path repository, @Nullable String model) {
    return RunRequest.builder(
            PlanFile.read(repository.resolve(PLAN), repository),
            root.surroundings().invocation(repository, false),
            Mode.AUTONOMOUS,
            new Turn.Run())
        .executor(new ExecutorChoice(candidate.name(), null, model, List.of()))
        .build();
  }

  /** Prints the session, but for its plan, and keeps what the agent was seen to do. */
  private static final class Watch extends ForwardingListener {
    private final List<Activity> activities = new ArrayList<>();
    private final Console console;
    private final String agent;

    private Watch(Console console, String agent) {
      super(new ConsoleListener(console, HEARTBEAT));
      this.console = console;
      this.agent = agent;
    }

    @Override
    public void locked(Contract contract, @Nullable Resumption from) {
      // The plan is always the same.
    }

    @Override
    public void interrupted(CutOff run) {
      // Its repository is deleted, so there is nothing to continue.
      console.important("to repeat the test:");
      console.verbatim("  exec-session agents test " + ShellWord.quote(agent));
    }

    @Override
    public void acted(Activity activity) {
      synchronized (activities) {
        activities.add(activity);
      }
      super.acted(activity);
    }
  }
}
