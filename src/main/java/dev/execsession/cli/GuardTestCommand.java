package dev.execsession.cli;

import dev.execsession.guard.Agent;
import dev.execsession.guard.Canary;
import dev.execsession.json.Json;
import java.util.List;
import java.util.Locale;

/** Verifies tool by tool that the installed hook denies edits. */
final class GuardTestCommand implements Command {
  private final ExecSession root;
  private final GuardAgent agent;
  private boolean json;

  GuardTestCommand(ExecSession root) {
    this.root = root;
    this.agent = new GuardAgent(root);
  }

  @Override
  public CommandSpecBuilder words() {
    return agent
        .required(
            new CommandSpecBuilder(
                "test",
                this,
                "Test that the installed hook denies edits, tool by tool, with recorded payloads."))
        .flag("--json", on -> json = on, "Print one JSON document.")
        .footer("Exit: 0 every tool was denied, 1 at least one was not.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    Agent tested = agent.agent();
    List<Canary.Row> rows =
        new Canary(
                tested,
                new SessionLookup(root).repository().root(),
                root.surroundings().environment())
            .test();
    boolean ok = rows.stream().allMatch(row -> row.state() == Canary.State.WORKS);
    if (json) {
      root.console().result(Json.pretty(GuardTestJson.of(ok, tested, rows)));
    } else {
      rows.forEach(
          row ->
              root.console()
                  .result(
                      String.format(
                              Locale.ROOT,
                              "%-18s %-14s %s",
                              row.tool(),
                              row.state().words(),
                              row.note())
                          .stripTrailing()));
    }
    return ok ? ExitCode.DONE : ExitCode.BLOCKED;
  }
}
