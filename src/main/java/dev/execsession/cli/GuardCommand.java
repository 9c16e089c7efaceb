package dev.execsession.cli;

import java.util.List;

/** The group of commands that deny edits before they happen. */
final class GuardCommand implements Command {
  private final ExecSession root;
  private final List<String> rest;
  private final Subcommands commands =
      new Subcommands(
          List.of("check", "hook", "install", "uninstall", "test"), (name, more) -> command(name));

  /**
   * @param rest the words after the command's name; none if it is not given
   */
  GuardCommand(ExecSession root, List<String> rest) {
    this.root = root;
    this.rest = rest;
  }

  @Override
  public CommandSpecBuilder words() {
    CommandSpecBuilder words =
        new CommandSpecBuilder(
            "guard",
            this,
            "Deny out-of-scope edits before they happen (files are still checked afterwards).");
    commands.add(words.spec(), root.options(), rest);
    return words;
  }

  @Override
  public Integer call() {
    throw root.refusal(commands.question());
  }

  private Command command(String name) {
    return switch (name) {
      case "check" -> new GuardCheckCommand(root);
      case "hook" -> new GuardHookCommand(root);
      case "install" -> new GuardInstallCommand(root);
      case "uninstall" -> new GuardUninstallCommand(root);
      case "test" -> new GuardTestCommand(root);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
