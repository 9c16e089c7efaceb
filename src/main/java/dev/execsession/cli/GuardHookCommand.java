package dev.execsession.cli;

import dev.execsession.guard.HookAnswer;
import dev.execsession.guard.HookGuard;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Answers the hook of an agent. */
@Command(
    name = "hook",
    description =
        "Answer the hook of an agent: its JSON on standard input, its form of a veto back.",
    sortOptions = false,
    footer = {"", "Started by the agent, see `guard install`. Silent while no block is active."})
final class GuardHookCommand implements Callable<Integer> {
  @ParentCommand private @Nullable GuardCommand guard;

  @Mixin private final GuardAgent agent = new GuardAgent();

  @Override
  public Integer call() {
    ExecSession top = Objects.requireNonNull(guard).root();
    top.checkWords();
    HookAnswer answer =
        new HookGuard(
                agent.agent(),
                top.directory(),
                top.surroundings().environment(),
                new IgnoredByGit())
            .answer(top.surroundings().in());
    Console console = top.console();
    if (!answer.out().isEmpty()) {
      console.result(answer.out());
    }
    if (!answer.err().isEmpty()) {
      console.important(answer.err());
    }
    return answer.exit();
  }
}
