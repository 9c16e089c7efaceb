package dev.execsession.cli;

import dev.execsession.json.Json;
import dev.execsession.text.TextSanitizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lists the coding agents that can execute blocks, or tests one. */
final class AgentsCommand implements Command {
  private static final int NAME = 10;
  private static final String INDENT = " ".repeat(NAME);

  private final ExecSession root;
  private final List<String> rest;
  private final Subcommands commands =
      new Subcommands(List.of("test"), (name, more) -> command(name));
  private boolean json;

  /**
   * @param rest the words after the command's name; empty if the command is not given
   */
  AgentsCommand(ExecSession root, List<String> rest) {
    this.root = root;
    this.rest = rest;
  }

  @Override
  public CommandSpecBuilder words() {
    CommandSpecBuilder words =
        new CommandSpecBuilder(
                "agents", this, "List coding agents with version, guard, trust and settings.")
            .flag("--json", on -> json = on, "Print one JSON document.")
            .footer(
                "Starts each program that it finds with --version. Changes nothing.",
                "Exit: 0 at least one was found, 1 none, 3 refused.");
    words.spec().usageMessage().synopsisSubcommandLabel("[COMMAND]");
    commands.add(words.spec(), root.options(), rest);
    return words;
  }

  @Override
  public Integer call() {
    root.checkWords();
    List<AgentSurvey.Found> all = AgentSurvey.of(root).found();
    boolean isAny = all.stream().anyMatch(each -> each.path() != null);
    root.console().result(json ? Json.pretty(AgentsJson.of(all)) : String.join("\n", lines(all)));
    return isAny ? ExitCode.DONE : ExitCode.BLOCKED;
  }

  private Command command(String name) {
    if (name.equals("test")) {
      return new AgentsTestCommand(root);
    }
    throw new IllegalArgumentException(name);
  }

  private List<String> lines(List<AgentSurvey.Found> all) {
    List<String> lines = new ArrayList<>();
    for (AgentSurvey.Found each : all) {
      if (each.path() != null) {
        lines.add(
            padded(each.name())
                + padded(each.version() == null ? "unknown" : each.version())
                + TextSanitizer.oneLine(each.path().toString()));
        lines.add(INDENT + String.join(", ", facts(each)));
      }
    }
    for (AgentSurvey.Found each : all) {
      if (each.path() == null) {
        lines.add(padded(each.name()) + "not found; guard: " + each.guard());
        lines.add(INDENT + "install: " + each.candidate().agent().installation());
      }
    }
    lines.add(
        "next      "
            + all.stream()
                .filter(each -> each.path() != null)
                .findFirst()
                .map(each -> "exec-session agents test " + each.name())
                .orElse("install one, then run `exec-session agents` again"));
    return lines;
  }

  private List<String> facts(AgentSurvey.Found each) {
    List<String> facts = new ArrayList<>(List.of("guard: " + each.guard()));
    AgentSurvey.Trust trust = each.trust();
    if (trust != AgentSurvey.Trust.UNKNOWN) {
      boolean isSpare = trust == AgentSurvey.Trust.NOT_RECORDED;
      facts.add("trust: " + trust.words() + (isSpare ? " (not needed)" : ""));
    }
    Path home = each.home();
    if (home != null) {
      facts.add("home: " + shown(home) + (each.hasHome() ? "" : " (missing)"));
    }
    return facts;
  }

  private String shown(Path folder) {
    String home = root.surroundings().environment().getOrDefault("HOME", "");
    boolean isBelow = !home.isEmpty() && folder.startsWith(home);
    return TextSanitizer.oneLine(
        isBelow ? "~/" + Path.of(home).relativize(folder) : folder.toString());
  }

  private static String padded(String word) {
    String text = TextSanitizer.oneLine(word);
    return text.length() < NAME ? text + INDENT.substring(text.length()) : text + "  ";
  }
}
