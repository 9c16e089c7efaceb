package dev.execsession.cli;

import dev.execsession.agent.KnownAgent;
import dev.execsession.config.Config;
import dev.execsession.config.ConfigLoader;
import dev.execsession.config.ExecutorConfig;
import dev.execsession.config.LoadedConfig;
import dev.execsession.executor.ExecutorSpec;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.RepositoryProbe;
import dev.execsession.guard.Agent;
import dev.execsession.guard.AgentTrust;
import dev.execsession.guard.Installation;
import dev.execsession.guard.LaunchGuard;
import dev.execsession.problem.StopException;
import dev.execsession.process.ChildEnvironment;
import dev.execsession.process.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which coding agents are there, from the configuration, {@code PATH} and the agents' own
 * files.
 *
 * @param facts null outside of a repository
 */
record AgentSurvey(Surroundings surroundings, Config config, @Nullable RepositoryFacts facts) {
  static AgentSurvey of(ExecSession root) {
    Surroundings surroundings = root.surroundings();
    Map<String, String> environment = surroundings.environment();
    RepositoryFacts facts =
        RepositoryProbe.inspectWithoutIndex(root.directory(), environment).facts();
    LoadedConfig loaded =
        facts == null
            ? ConfigLoader.read(null, environment)
            : ConfigLoader.load(facts.root(), environment);
    return new AgentSurvey(surroundings, loaded.valid(), facts);
  }

  /** An executor that starts a known agent. */
  record Candidate(ExecutorConfig executor, KnownAgent agent, String program) {
    String name() {
      return executor.name();
    }
  }

  /** Returns the executors that start a known agent, presets first. */
  List<Candidate> candidates() {
    List<Candidate> all = new ArrayList<>();
    for (ExecutorConfig executor : config.executors().values()) {
      String program = program(executor);
      String file = program.substring(program.lastIndexOf('/') + 1);
      KnownAgent.of(executor.name(), executor.result(), file)
          .ifPresent(agent -> all.add(new Candidate(executor, agent, program)));
    }
    return all;
  }

  /** Returns the first word of the command. */
  private static String program(ExecutorConfig executor) {
    return executor.shell() == null
        ? executor.argv().get(0)
        : executor.shell().strip().split("\\s+", 2)[0];
  }

  /** Returns the program's file; empty if there is none. */
  Optional<Path> find(Candidate candidate) {
    Programs.Lookup found = Programs.find(candidate.program(), children(), directory());
    return found.kind() == Programs.Kind.EXECUTABLE
        ? Optional.of(found.file().toAbsolutePath().normalize())
        : Optional.empty();
  }

  /** Whether an agent's own files say that it trusts the worktree; no preset needs it. */
  enum Trust {
    TRUSTED("trusted"),
    NOT_RECORDED("not recorded"),
    NOT_NEEDED("not needed"),
    /** There is no worktree. */
    UNKNOWN("");

    private final String words;

    Trust(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * What is known about an agent; a part is absent when it is not known.
   *
   * @param guard such as {@code with each run}
   */
  record Found(
      Candidate candidate,
      @Nullable Path path,
      @Nullable String version,
      @Nullable Path home,
      Trust trust,
      String guard) {
    String name() {
      return candidate.name();
    }

    boolean hasHome() {
      return home != null && Files.isDirectory(home);
    }
  }

  /** Returns what is known about each, in order; asks all programs at once for their versions. */
  List<Found> found() {
    List<CompletableFuture<Found>> pending =
        candidates().stream()
            .map(
                each -> {
                  Path path = find(each).orElse(null);
                  CompletableFuture<@Nullable String> version =
                      path == null
                          ? CompletableFuture.completedFuture(null)
                          : AgentVersion.start(path, children());
                  return version.thenApply(number -> found(each, path, number));
                })
            .toList();
    return pending.stream().map(CompletableFuture::join).toList();
  }

  private Found found(Candidate candidate, @Nullable Path path, @Nullable String version) {
    Path home = candidate.agent().home(surroundings.environment()).orElse(null);
    return new Found(candidate, path, version, home, trust(candidate.agent()), guard(candidate));
  }

  private Trust trust(KnownAgent known) {
    Agent agent = Agent.of(known.word()).orElse(null);
    if (facts == null) {
      return Trust.UNKNOWN;
    }
    return agent == null
        ? Trust.NOT_NEEDED
        : new AgentTrust(facts.root(), facts.commonDir(), surroundings.environment())
            .ofFolder(agent)
            .map(isTrusted -> isTrusted ? Trust.TRUSTED : Trust.NOT_RECORDED)
            .orElse(Trust.NOT_NEEDED);
  }

  private String guard(Candidate candidate) {
    if (isStartedWithGuard(candidate)) {
      return "with each run";
    }
    if (candidate.agent() == KnownAgent.AGY) {
      return "not proven here";
    }
    return isInstalled(candidate.agent()) ? "installed" : "none";
  }

  /** Returns whether the executor's command starts the agent with the hook. */
  boolean isStartedWithGuard(Candidate candidate) {
    ExecutorConfig executor = candidate.executor();
    return executor.shell() == null
        && Agent.of(executor.result().word()).isPresent()
        && new ExecutorSpec.Argv(executor.argv()).isGuarded();
  }

  /** Returns whether that agent takes a hook at its start. */
  boolean hasHook(Candidate candidate) {
    return Agent.of(candidate.executor().result().word()).filter(LaunchGuard::hooks).isPresent();
  }

  private boolean isInstalled(KnownAgent known) {
    Agent agent = Agent.of(known.word()).orElse(null);
    try {
      return facts != null
          && agent != null
          && new Installation(agent, facts.root(), facts.commonDir()).isInstalled();
    } catch (StopException e) {
      // Settings that cannot be read have no hook that runs.
      return false;
    }
  }

  private Map<String, String> children() {
    return ChildEnvironment.of(surroundings.environment());
  }

  private Path directory() {
    return facts == null ? surroundings.directory() : facts.root();
  }
}
