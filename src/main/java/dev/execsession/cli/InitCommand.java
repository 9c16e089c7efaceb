package dev.execsession.cli;

import dev.execsession.config.ConfigLoader;
import dev.execsession.file.Unverifiable;
import dev.execsession.git.GitConfig;
import dev.execsession.git.GitSettings;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.setup.Setup;
import dev.execsession.setup.SetupPlan;
import dev.execsession.store.QuietWorktree;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Creates the files that a repository needs for plans. */
final class InitCommand implements Command {
  private final ExecSession root;
  private boolean dryRun;
  private boolean yes;

  InitCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder(
            "init", this, "Set a repository up: configuration, folders, template, skill, pipeline.")
        .flag("--dry-run", on -> dryRun = on, "Print what would be created; create nothing.")
        .flag("-y,--yes", on -> yes = on, "Do not ask at a terminal.")
        .footer(
            "Looks at build tools, folders and remotes. Prints what it will create and asks,",
            "at a terminal. Never changes a file that exists; a second run creates nothing.",
            "Exit: 0 done or nothing to do, 3 refused, 6 a session is running.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    RepositoryFacts facts = new SessionLookup(root).repository();
    SetupPlan plan = Setup.plan(facts, settings(facts), root.surroundings().environment());
    Console console = root.console();
    console.result(String.join("\n", lines(plan)));
    if (plan.add().isEmpty()) {
      console.result("nothing to create: the repository is set up");
      return ExitCode.DONE;
    }
    if (dryRun) {
      console.say("dry run: nothing was created");
      return ExitCode.DONE;
    }
    boolean asks = root.surroundings().isPersonPresent() && !yes;
    if (asks
        && !new Confirmation(root).isGiven("create " + Count.of(plan.add().size(), "file") + "?")) {
      return ExitCode.DONE;
    }
    List<String> created =
        QuietWorktree.during(
            facts,
            "init",
            Person.name(root.surroundings(), facts.root()),
            root.surroundings().environment(),
            Instant.now(),
            () -> Setup.write(facts, plan));
    console.result("created " + Count.of(created.size(), "file") + "; commit them, then");
    console.result("next    exec-session new NAME");
    return ExitCode.DONE;
  }

  private GitConfig settings(RepositoryFacts facts) {
    try {
      return GitSettings.read(facts, root.surroundings().environment());
    } catch (IOException e) {
      throw Unverifiable.git("git's settings", e);
    }
  }

  private static List<String> lines(SetupPlan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "found   " + (plan.found().isEmpty() ? "no known build" : String.join(", ", plan.found())));
    for (SetupPlan.NewFile file : plan.add()) {
      boolean isShown = file.path().equals(ConfigLoader.FILE);
      lines.add("add     " + file.path() + (isShown ? "" : ": " + file.purpose()));
      if (isShown) {
        file.text().lines().forEach(line -> lines.add(("  + " + line).stripTrailing()));
      }
    }
    plan.kept().forEach(path -> lines.add("kept    " + path));
    for (String note : plan.notes()) {
      lines.add("note    " + note.replace("\n", "\n        "));
    }
    lines.replaceAll(TextSanitizer::lines);
    return lines;
  }
}
