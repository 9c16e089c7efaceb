package dev.execsession.cli;

/** Answers the hook of an agent. */
final class GuardHookCommand implements Command {
  private final ExecSession root;
  private final GuardAgent agent;

  GuardHookCommand(ExecSession root) {
    this.root = root;
    this.agent = new GuardAgent(root);
  }

  @Override
  public CommandWords words() {
    return agent
        .required(
            new CommandWords(
                "hook",
                this,
                "Answer the hook of an agent: its JSON on standard input, its form of a veto back."))
        .footer("Started by the agent, see `guard install`. Silent while no block is active.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    return PlainAnswers.hook(agent.agent(), root.directory(), root.surroundings(), root.console());
  }
}
