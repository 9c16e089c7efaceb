package dev.execsession.contract;

import dev.execsession.config.Config;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SandboxMode;
import dev.execsession.json.JsonName;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.process.Bubblewrap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What confines the commands of a run, settled at lock-in.
 *
 * @param mode what is in force
 * @param tool what confines; absent when nothing does
 * @param obstacle why nothing does although it was not asked for
 * @param outside what can be written beside the worktree
 */
public record SandboxChoice(
    SandboxMode mode, @Nullable Bubblewrap tool, @Nullable String obstacle, OutsidePlaces outside) {

  /** Tries out what the request asks for; {@code on} that cannot be had is a problem. */
  static SandboxChoice decide(
      RunRequest request,
      Config.Sandbox config,
      RepositoryFacts repository,
      Consumer<Problem> problems) {
    SandboxMode asked = asked(request, config);
    if (asked == SandboxMode.OFF) {
      return new SandboxChoice(SandboxMode.OFF, null, null, OutsidePlaces.NONE);
    }
    OutsidePlaces outside =
        OutsidePlaces.find(
            request.environment(), repository.root(), config.writable(), asked == SandboxMode.AUTO);
    Bubblewrap.Probe probe =
        Bubblewrap.probe(request.environment(), repository.root(), outside.writable());
    if (probe.tool() != null) {
      return new SandboxChoice(asked, probe.tool(), null, outside);
    }
    if (asked == SandboxMode.ON) {
      problems.accept(
          Problem.error(
              ProblemCode.EXEC_SANDBOX,
              "no sandbox can be made here: " + probe.obstacle(),
              "install bubblewrap and allow user namespaces, or run with `--sandbox auto`"));
    }
    return new SandboxChoice(SandboxMode.OFF, null, probe.obstacle(), OutsidePlaces.NONE);
  }

  private static SandboxMode asked(RunRequest request, Config.Sandbox config) {
    if (request.sandbox() != null) {
      return request.sandbox();
    }
    return config.strength() == null
        ? SandboxMode.AUTO
        : JsonName.find(SandboxMode.class, config.strength()).orElseThrow();
  }

  /** Says on one line what commands can write. */
  public String words() {
    return switch (mode) {
      case AUTO ->
          "auto: commands write the worktree, temporary files and caches of tools, nothing else";
      case ON -> "on: commands write what is included and caches of tools, nothing else";
      case OFF -> obstacle == null ? "off" : "off: " + obstacle;
    };
  }

  /** Returns what is recorded of it. */
  public Fact.Sandbox fact() {
    return new Fact.Sandbox(mode, obstacle, outside.shown());
  }
}
