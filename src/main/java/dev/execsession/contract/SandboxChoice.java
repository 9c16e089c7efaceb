package dev.execsession.contract;

import dev.execsession.config.Config;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SandboxMode;
import dev.execsession.json.JsonName;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.process.Bubblewrap;
import dev.execsession.process.ProcessNamespace;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox of a run, chosen at lock-in.
 *
 * @param mode in effect
 * @param tool absent without a sandbox
 * @param obstacle why there is no sandbox although it is not switched off
 * @param namespace ends a command's processes where there is no sandbox; absent if there is one, if
 *     it is switched off, or if that is not possible
 * @param outside writable paths outside of the worktree
 */
public record SandboxChoice(
    SandboxMode mode,
    @Nullable Bubblewrap tool,
    @Nullable String obstacle,
    @Nullable ProcessNamespace namespace,
    OutsidePlaces outside) {

  /** Probes the requested sandbox; reports a problem when {@code on} is not available. */
  static SandboxChoice decide(
      RunRequest request,
      Config.Sandbox config,
      RepositoryFacts repository,
      Consumer<Problem> problems) {
    SandboxMode requested = requested(request, config);
    if (requested == SandboxMode.OFF) {
      return new SandboxChoice(SandboxMode.OFF, null, null, null, OutsidePlaces.NONE);
    }
    OutsidePlaces outside =
        OutsidePlaces.find(
            request.environment(),
            repository.root(),
            config.writable(),
            requested == SandboxMode.AUTO);
    Bubblewrap.Probe probe =
        Bubblewrap.probe(request.environment(), repository.root(), outside.writable());
    if (probe.tool() != null) {
      return new SandboxChoice(requested, probe.tool(), null, null, outside);
    }
    if (requested == SandboxMode.ON) {
      problems.accept(
          Problem.error(
              ProblemCode.EXEC_SANDBOX,
              "no sandbox is available: " + probe.obstacle(),
              "install bubblewrap and allow user namespaces, or run with `--sandbox auto`"));
    }
    return new SandboxChoice(
        SandboxMode.OFF,
        null,
        probe.obstacle(),
        ProcessNamespace.probe(request.environment()).orElse(null),
        OutsidePlaces.NONE);
  }

  /**
   * Returns whether a process can outlive its command unseen, although the sandbox was not switched
   * off.
   */
  public boolean isOpenToLateWriters() {
    return obstacle != null && namespace == null;
  }

  private static SandboxMode requested(RunRequest request, Config.Sandbox config) {
    if (request.sandbox() != null) {
      return request.sandbox();
    }
    return config.strength() == null
        ? SandboxMode.AUTO
        : JsonName.find(SandboxMode.class, config.strength()).orElseThrow();
  }

  /** Returns a line about what commands can write. */
  public String words() {
    return switch (mode) {
      case AUTO -> "auto: commands can write only the worktree, temporary files and tool caches";
      case ON -> "on: commands can write only included paths and tool caches";
      case OFF -> obstacle == null ? "off" : "off: " + obstacle + processes();
    };
  }

  private String processes() {
    return namespace == null
        ? "; late writers are not prevented"
        : "; processes end with their command";
  }

  public Fact.Sandbox fact() {
    return new Fact.Sandbox(
        mode, obstacle, outside.shown(), namespace == null ? null : Boolean.TRUE);
  }
}
