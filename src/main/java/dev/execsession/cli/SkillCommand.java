package dev.execsession.cli;

import dev.execsession.git.RepositoryFacts;
import dev.execsession.setup.AgentSkill;
import dev.execsession.setup.SkillChange;
import dev.execsession.store.QuietWorktree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Prints the Agent Skill of this tool, or installs it in the repository. */
final class SkillCommand implements Command {
  private final ExecSession root;
  private boolean install;
  private boolean uninstall;
  private boolean dryRun;
  private boolean yes;

  SkillCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder(
            "skill", this, "Print or install the skill that teaches agents to execute a plan.")
        .flag("--install", on -> install = on, "Create it in this repository, or update it.")
        .flag("--uninstall", on -> uninstall = on, "Remove what was installed.")
        .flag("--dry-run", on -> dryRun = on, "Print what would change; change nothing.")
        .flag("-y,--yes", on -> yes = on, "Do not ask at a terminal.")
        .footer(
            "Installs it in .agents/skills and .claude/skills, as `init` does. A file that",
            "was edited, or is not from exec-session, is kept.",
            "Exit: 0 done or nothing to do, 2 usage, 3 refused, 6 a session is running.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    if (install && uninstall) {
      throw root.refusal("pass either --install or --uninstall");
    }
    if (!install && !uninstall) {
      if (dryRun || yes) {
        throw root.refusal("--dry-run and --yes go with --install or --uninstall");
      }
      root.console().result(AgentSkill.text());
      return ExitCode.DONE;
    }
    RepositoryFacts facts = new SessionLookup(root).repository();
    return change(facts, install ? AgentSkill.install(facts) : AgentSkill.uninstall(facts));
  }

  private int change(RepositoryFacts facts, SkillChange change) {
    Console console = root.console();
    lines(change).forEach(console::result);
    if (change.steps().isEmpty()) {
      if (change.kept().isEmpty()) {
        console.result(
            "nothing to change: "
                + (install ? "the skill is installed" : "no file of the skill is installed"));
      }
      return ExitCode.DONE;
    }
    if (dryRun) {
      console.say("dry run: nothing changed");
      return ExitCode.DONE;
    }
    new UnfinishedSession(root).warn(facts);
    boolean asks = root.surroundings().isPersonPresent() && !yes;
    if (asks && !new Confirmation(root).isGiven(question(change))) {
      return ExitCode.DONE;
    }
    QuietWorktree.during(
        facts,
        "skill",
        Person.name(root.surroundings(), facts.root()),
        root.surroundings().environment(),
        Instant.now(),
        () -> {
          AgentSkill.make(facts, change);
          return ExitCode.DONE;
        });
    console.result(install ? "installed; commit the files before a session starts" : "removed");
    return ExitCode.DONE;
  }

  private String question(SkillChange change) {
    boolean creates = change.steps().stream().allMatch(step -> step.before() == null);
    return (uninstall ? "remove " : creates ? "create " : "write ")
        + Count.of(change.steps().size(), "file")
        + "?";
  }

  private static List<String> lines(SkillChange change) {
    List<String> lines = new ArrayList<>();
    for (SkillChange.Step step : change.steps()) {
      String word = step.before() == null ? "add     " : "update  ";
      lines.add((step.after() == null ? "remove  " : word) + step.path());
    }
    for (String path : change.kept()) {
      lines.add("kept    " + path + ": edited, or not from exec-session");
    }
    return lines;
  }
}
