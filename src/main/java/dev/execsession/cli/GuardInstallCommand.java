package dev.execsession.cli;

import dev.execsession.commit.PreCommitHook;
import dev.execsession.contract.PlanFile;
import dev.execsession.contract.Preflight;
import dev.execsession.file.Unverifiable;
import dev.execsession.git.GitIndex;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.guard.Agent;
import dev.execsession.guard.DenyPlaces;
import dev.execsession.guard.Installation;
import dev.execsession.plan.Plan;
import dev.execsession.plan.ScopeEntry;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.IgnoredNow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Installs a hook in an agent's settings, or in git. */
final class GuardInstallCommand implements Command {
  private static final String OPENCODE_FIRST =
      "start opencode once in this folder before the next `run`: it adds files of its own to"
          + " `.opencode`";

  private final ExecSession root;
  private final GuardTarget target;
  private boolean rules;
  private @Nullable String plan;
  private @Nullable Path launcher;

  GuardInstallCommand(ExecSession root) {
    this.root = root;
    this.target = new GuardTarget(root);
  }

  @Override
  public CommandSpecBuilder words() {
    return target
        .words(
            new CommandSpecBuilder(
                "install",
                this,
                "Install the guard in an agent's project settings or in git's hooks."))
        .flag(
            "--rules",
            on -> rules = on,
            "Also write the agent's own deny rules, which apply outside sessions too.")
        .value(
            "--plan",
            "PLAN",
            to -> plan = to,
            "Like --rules, and deny what this plan excludes (but not what it includes).")
        .path(
            "--launcher",
            "PATH",
            to -> launcher = to,
            "The program that the hook starts (default: this one).")
        .footer("Exit: 0 done or nothing to do, 3 refused, 6 a session is running.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    Agent agent = target.agent();
    RepositoryFacts facts = new SessionLookup(root).repository();
    Path program =
        Launcher.find(
            launcher == null ? null : root.directory().resolve(launcher),
            root.surroundings().environment());
    if (agent == null) {
      return target.changeHook(facts, PreCommitHook.text(program));
    }
    Installation installation = new Installation(agent, facts.root(), facts.commonDir());
    Installation.Plan steps =
        installation.install(
            program, rules || plan != null ? places() : List.of(), file -> isShown(facts, file));
    return target.change(
        facts,
        steps.changes(),
        steps.isShared(),
        () -> {
          installation.apply(steps);
          root.console().say("the hook starts `" + program + "`");
          if (agent == Agent.OPENCODE) {
            root.console().say(OPENCODE_FIRST);
          }
          root.console().say("test it with `exec-session guard test --agent " + agent.word() + "`");
        });
  }

  private static boolean isShown(RepositoryFacts facts, String file) {
    TreePath path = TreePath.of(file);
    try {
      return !new IgnoredNow(facts).of(path).holds() && !GitIndex.read(facts.gitDir()).tracks(path);
    } catch (IOException e) {
      throw Unverifiable.git("what it ignores", e);
    }
  }

  private List<String> places() {
    if (plan == null) {
      return DenyPlaces.of(List.of(), List.of());
    }
    PlanLookup lookup = new PlanLookup(root);
    PlanFile file = lookup.find(plan);
    Preflight preflight =
        Preflight.examine(
            file,
            lookup.start(file),
            root.surroundings().environment(),
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
