package dev.execsession.cli;

import dev.execsession.guard.HookEvent;

/** Answers an agent's hook. */
final class GuardHookCommand implements Command {
  private final ExecSession root;
  private final GuardAgent agent;
  private String event = HookEvent.TOOL.word();

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
        .value(
            "--event",
            "EVENT",
            to -> event = to,
            "The event: tool (default), after, prompt, start or stop.")
        .footer("Started by the agent; see `guard install`. Prints nothing if no block is active.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    Surroundings here = root.surroundings();
    HookEvent known = HookEvent.of(event);
    if (known == null) {
      throw root.refusal("--event takes tool, after, prompt, start or stop, not `" + event + "`");
    }
    return DirectHook.answer(agent.agent(), known, root.directory(), here.environment(), here.in())
        .write(here, root.console());
  }
}
