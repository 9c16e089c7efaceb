package dev.execsession.cli;

import java.util.List;

/** Groups what vetoes an edit before it happens. */
final class GuardCommand implements Command {
  private static final List<String> COMMANDS =
      List.of("check", "hook", "install", "uninstall", "test");

  private final ExecSession root;
  private final List<String> rest;

  /**
   * Makes the group.
   *
   * @param rest the words after its name, as far as they are known
   */
  GuardCommand(ExecSession root, List<String> rest) {
    this.root = root;
    this.rest = rest;
  }

  @Override
  public CommandWords words() {
    CommandWords words =
        new CommandWords(
            "guard",
            this,
            "Veto an edit before it happens; the disk is still judged after the block.");
    new Subcommands(COMMANDS, (name, after) -> command(name))
        .add(words.spec(), root.options(), rest);
    return words;
  }

  @Override
  public Integer call() {
    throw root.refusal("say what to do: check, hook, install, uninstall or test");
  }

  private Command command(String name) {
    return switch (name) {
      case "check" -> new GuardCheckCommand(root);
      case "hook" -> new GuardHookCommand(root);
      case "install" -> new GuardInstallCommand(root);
      case "uninstall" -> new GuardUninstallCommand(root);
      default -> new GuardTestCommand(root);
    };
  }
}
