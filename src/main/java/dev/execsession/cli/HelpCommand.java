package dev.execsession.cli;

import java.util.ArrayList;
import java.util.List;

/** Shows the help of the tool or of a command. */
final class HelpCommand implements Command {
  private final ExecSession root;
  private List<String> command = List.of();

  HelpCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder("help", this, "Show help for a command.")
        .parameters(
            "COMMAND", 0, to -> command = to, "The command, such as `run` or `guard install`.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    List<String> words = new ArrayList<>(command);
    words.add("--help");
    return ExecSession.run(words.toArray(String[]::new), root.surroundings());
  }
}
