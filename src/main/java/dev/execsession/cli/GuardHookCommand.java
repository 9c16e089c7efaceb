package dev.execsession.cli;

/** Answers an agent's hook. */
final class GuardHookCommand implements Command {
  private final ExecSession root;
  private final GuardAgent agent;

  GuardHookCommand(ExecSession root) {
    this.root = root;
    this.agent = new GuardAgent(root);
  }

  @Override
  public CommandSpecBuilder words() {
    return agent
        .required(
            new CommandSpecBuilder(
                "hook",
                this,
                "Answer an agent's hook: read its JSON on standard input, allow or deny the edit."))
        .footer("Started by the agent; see `guard install`. Prints nothing if no block is active.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    Surroundings here = root.surroundings();
    return DirectHook.write(
        DirectHook.answer(agent.agent(), root.directory(), here.environment(), here.in()),
        root.console());
  }
}
