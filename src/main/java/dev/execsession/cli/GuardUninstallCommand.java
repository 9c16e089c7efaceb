package dev.execsession.cli;

import dev.execsession.git.RepositoryFacts;
import dev.execsession.guard.Agent;
import dev.execsession.guard.Installation;

/** Removes our own entries from an agent's settings, or our hook from git. */
final class GuardUninstallCommand implements Command {
  private final ExecSession root;
  private final GuardTarget target;

  GuardUninstallCommand(ExecSession root) {
    this.root = root;
    this.target = new GuardTarget(root);
  }

  @Override
  public CommandSpecBuilder words() {
    return target
        .words(
            new CommandSpecBuilder(
                "uninstall",
                this,
                "Remove the guard; restore each settings file that was not edited since."))
        .footer("Exit: 0 done or nothing to do, 3 refused, 6 a session is running.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    Agent agent = target.agent();
    RepositoryFacts facts = new SessionLookup(root).repository();
    if (agent == null) {
      return target.changeHook(facts, null);
    }
    Installation installation = new Installation(agent, facts.root(), facts.commonDir());
    Installation.Plan steps = installation.uninstall();
    return target.change(facts, steps.changes(), steps.isShared(), () -> installation.apply(steps));
  }
}
