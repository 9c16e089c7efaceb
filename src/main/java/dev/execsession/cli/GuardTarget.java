package dev.execsession.cli;

import dev.execsession.drift.LineDifference;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.guard.Agent;
import dev.execsession.guard.FileChange;
import dev.execsession.journal.Phase;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.StopException;
import dev.execsession.session.QuietWorktree;
import dev.execsession.session.SessionStore;
import dev.execsession.text.ForeignText;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What installing and uninstalling share: for whom, how it is shown, and when it may be done. */
final class GuardTarget {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--agent",
      paramLabel = "AGENT",
      description = "The agent's hook: claude, codex, gemini, cursor or copilot.")
  private @Nullable String agent;

  @Option(names = "--git", description = "Git's pre-commit hook.")
  private boolean git;

  @Option(names = "--dry-run", description = "Show what would change, change nothing.")
  private boolean dryRun;

  /** Gives the agent; absent when git's hook is meant. */
  @Nullable Agent agent() {
    CommandSpec own = Objects.requireNonNull(command);
    if ((agent == null) != git) {
      throw new ParameterException(own.commandLine(), "say either --agent AGENT or --git");
    }
    return agent == null ? null : GuardAgent.of(agent, own);
  }

  /** Shows the changes and, unless that is all that was asked for, makes them. */
  int change(
      ExecSession top, RepositoryFacts facts, List<FileChange> changes, Supplier<Integer> make) {
    Console console = top.console();
    if (changes.isEmpty()) {
      console.result("nothing to change");
      return ExitCode.DONE;
    }
    changes.forEach(change -> show(console, change));
    if (dryRun) {
      console.say("nothing was changed");
      return ExitCode.DONE;
    }
    unfinished(top, facts);
    return QuietWorktree.during(
        facts,
        "guard",
        Person.name(top.surroundings()),
        top.surroundings().environment(),
        Instant.now(),
        make);
  }

  private static void show(Console console, FileChange change) {
    String before = change.before();
    String after = change.after();
    String what = before == null ? " (new)" : after == null ? " (removed)" : "";
    StringBuilder text = new StringBuilder(ForeignText.oneLine(change.file()) + what);
    for (String line :
        LineDifference.all(before == null ? "" : before, after == null ? "" : after)) {
      text.append("\n  ").append(ForeignText.oneLine(line));
    }
    console.result(text.toString());
  }

  /** What is installed in the middle of a session is a change of protected places to it. */
  private static void unfinished(ExecSession top, RepositoryFacts facts) {
    try {
      new SessionStore(facts.commonDir())
          .latest(facts.root(), null)
          .filter(stored -> stored.state().phase() != Phase.COMPLETED)
          .ifPresent(
              stored ->
                  new ProblemPrinter(top.console())
                      .print(
                          Problem.warning(
                              ProblemCode.GUARD_ACTIVE,
                              "session `"
                                  + stored.folder().id()
                                  + "` is not finished: when it goes on, it will ask about this"
                                  + " change",
                              null)));
    } catch (StopException e) {
      // Who cannot be read cannot go on either, and that is told when it tries.
    }
  }
}
