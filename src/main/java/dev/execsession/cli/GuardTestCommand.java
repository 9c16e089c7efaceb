package dev.execsession.cli;

import dev.execsession.git.RepositoryFacts;
import dev.execsession.guard.Agent;
import dev.execsession.guard.AgentTrust;
import dev.execsession.guard.Canary;
import dev.execsession.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
        .footer("Exit: 0 every denial works and the agent trusts the hook, else 1.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    Agent tested = agent.agent();
    RepositoryFacts facts = new SessionLookup(root).repository();
    Map<String, String> environment = root.surroundings().environment();
    List<Canary.Row> rows = new Canary(tested, facts.root(), environment).test();
    List<String> trust =
        rows.stream().allMatch(row -> row.state() == Canary.State.NOT_INSTALLED)
            ? List.of()
            : new AgentTrust(facts.root(), facts.commonDir(), environment).missing(tested);
    boolean ok =
        trust.isEmpty() && rows.stream().allMatch(row -> row.state() == Canary.State.WORKS);
    if (json) {
      root.console().result(Json.pretty(GuardTestJson.of(ok, tested, rows, trust)));
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
      trust.forEach(line -> root.console().result(line));
    }
    return ok ? ExitCode.DONE : ExitCode.BLOCKED;
  }
}
