package dev.execsession.cli;

import dev.execsession.commit.PreCommitHook;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.guard.Agent;
import dev.execsession.guard.DenyPlaces;
import dev.execsession.guard.FileChange;
import dev.execsession.guard.Installation;
import dev.execsession.plan.Plan;
import dev.execsession.plan.ScopeEntry;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.session.PlanFile;
import dev.execsession.session.Preflight;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Puts a hook into an agent's settings, or into git. */
@Command(
    name = "install",
    description = "Put the guard into an agent's settings of this project, or into git's hooks.",
    sortOptions = false,
    footer = {"", "Exit: 0 done or nothing to do, 3 refused, 6 a session runs."})
final class GuardInstallCommand implements Callable<Integer> {
  @ParentCommand private @Nullable GuardCommand guard;

  @Mixin private final GuardTarget target = new GuardTarget();

  @Option(
      names = "--hook-only",
      description = "Leave out the agent's own deny rules, which hold outside of sessions too.")
  private boolean hookOnly;

  @Option(
      names = "--plan",
      paramLabel = "PLAN",
      description = "Deny what this plan excludes by name, too; not the places that it opens.")
  private @Nullable String plan;

  @Option(
      names = "--launcher",
      paramLabel = "PATH",
      description = "The program that the hook starts; this one, unless it is named.")
  private @Nullable Path launcher;

  @Override
  public Integer call() {
    ExecSession top = Objects.requireNonNull(guard).root();
    top.checkWords();
    Agent agent = target.agent();
    RepositoryFacts facts = new SessionLookup(top).repository();
    Path program = Launcher.find(launcher == null ? null : top.directory().resolve(launcher));
    if (agent == null) {
      return git(top, facts, program);
    }
    Installation installation = new Installation(agent, facts.root(), facts.commonDir());
    Installation.Plan steps = installation.install(program, hookOnly ? List.of() : places(top));
    return target.change(
        top,
        facts,
        steps.changes(),
        () -> {
          installation.apply(steps);
          top.console().say("prove it with `exec-session guard test --agent " + agent.word() + "`");
          return ExitCode.DONE;
        });
  }

  private Integer git(ExecSession top, RepositoryFacts facts, Path program) {
    PreCommitHook hook = PreCommitHook.of(facts, top.surroundings().environment());
    FileChange change =
        new FileChange(hook.file().toString(), hook.current(), PreCommitHook.text(program));
    return target.change(
        top,
        facts,
        change.isNothing() ? List.of() : List.of(change),
        () -> {
          hook.put(change.after());
          return ExitCode.DONE;
        });
  }

  private List<String> places(ExecSession top) {
    if (plan == null) {
      return DenyPlaces.of(List.of(), List.of());
    }
    PlanLookup lookup = new PlanLookup(top);
    PlanFile file = lookup.find(plan);
    Preflight preflight =
        Preflight.examine(
            file,
            lookup.start(file),
            top.surroundings().environment(),
            Preflight.Options.PLAN_ONLY);
    if (!preflight.ok()) {
      throw new StopException(Stop.REFUSED, preflight.problems());
    }
    Plan parsed = preflight.parsed().plan();
    return DenyPlaces.of(
        parsed.include().stream().map(ScopeEntry::pattern).toList(),
        parsed.exclude().stream().map(ScopeEntry::pattern).toList());
  }
}
