package dev.execsession.cli;

import dev.execsession.commit.PreCommitHook;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.guard.Agent;
import dev.execsession.guard.FileChange;
import dev.execsession.guard.Installation;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Takes exactly our own entries out of an agent's settings again, or our hook out of git. */
@Command(
    name = "uninstall",
    description = "Take the guard out again; a file that nobody touched is what it was before.",
    sortOptions = false,
    footer = {"", "Exit: 0 done or nothing to do, 3 refused, 6 a session runs."})
final class GuardUninstallCommand implements Callable<Integer> {
  @ParentCommand private @Nullable GuardCommand guard;

  @Mixin private final GuardTarget target = new GuardTarget();

  @Override
  public Integer call() {
    ExecSession top = Objects.requireNonNull(guard).root();
    top.checkWords();
    Agent agent = target.agent();
    RepositoryFacts facts = new SessionLookup(top).repository();
    if (agent == null) {
      PreCommitHook hook = PreCommitHook.of(facts, top.surroundings().environment());
      FileChange change = new FileChange(hook.file().toString(), hook.current(), null);
      return target.change(
          top,
          facts,
          change.isNothing() ? List.of() : List.of(change),
          () -> {
            hook.put(null);
            return ExitCode.DONE;
          });
    }
    Installation installation = new Installation(agent, facts.root(), facts.commonDir());
    Installation.Plan steps = installation.uninstall();
    return target.change(
        top,
        facts,
        steps.changes(),
        () -> {
          installation.apply(steps);
          return ExitCode.DONE;
        });
  }
}
