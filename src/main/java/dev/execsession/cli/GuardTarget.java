package dev.execsession.cli;

import dev.execsession.commit.PreCommitHook;
import dev.execsession.drift.LineDifference;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.guard.Agent;
import dev.execsession.guard.FileChange;
import dev.execsession.store.QuietWorktree;
import dev.execsession.text.TextSanitizer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options and steps that installing and uninstalling share. */
final class GuardTarget {
  private final ExecSession root;
  private final GuardAgent agent;
  private boolean git;
  private boolean dryRun;

  GuardTarget(ExecSession root) {
    this.root = root;
    this.agent = new GuardAgent(root);
  }

  /** Adds the options that both commands take. */
  CommandSpecBuilder words(CommandSpecBuilder words) {
    return agent
        .optional(words)
        .flag("--git", on -> git = on, "Use git's pre-commit hook instead of an agent.")
        .flag("--dry-run", on -> dryRun = on, "Print the changes; make none.");
  }

  /** Returns the agent; null for git's hook. */
  @Nullable Agent agent() {
    if (agent.isGiven() == git) {
      throw root.refusal("pass either --agent AGENT or --git");
    }
    return git ? null : agent.agent();
  }

  /**
   * Prints the changes and makes them, unless this is a dry run.
   *
   * @param shared whether other worktrees of the repository see them
   */
  int change(RepositoryFacts facts, List<FileChange> changes, boolean shared, Runnable make) {
    Console console = root.console();
    if (changes.isEmpty()) {
      console.result("nothing to change");
      return ExitCode.DONE;
    }
    changes.forEach(change -> show(console, change));
    if (dryRun) {
      console.say("dry run: nothing changed");
      return ExitCode.DONE;
    }
    new UnfinishedSession(root).warn(facts);
    return QuietWorktree.during(
        facts,
        "guard",
        Person.name(root.surroundings(), facts.root()),
        root.surroundings().environment(),
        Instant.now(),
        () -> {
          if (shared) {
            QuietWorktree.refuseWhileOthersRun(facts, root.surroundings().environment());
          }
          make.run();
          return ExitCode.DONE;
        });
  }

  /** Changes the text of git's hook; null removes it. */
  int changeHook(RepositoryFacts facts, @Nullable String text) {
    PreCommitHook hook = PreCommitHook.of(facts, root.surroundings().environment());
    FileChange change = new FileChange(hook.file().toString(), hook.current(), text);
    return change(
        facts, change.isNothing() ? List.of() : List.of(change), true, () -> hook.put(text));
  }

  private static void show(Console console, FileChange change) {
    String before = change.before();
    String after = change.after();
    String what = before == null ? " (new)" : after == null ? " (removed)" : "";
    StringBuilder text = new StringBuilder(TextSanitizer.oneLine(change.file()) + what);
    for (String line :
        LineDifference.all(before == null ? "" : before, after == null ? "" : after)) {
      text.append("\n  ").append(TextSanitizer.oneLine(line));
    }
    console.result(text.toString());
  }
}
