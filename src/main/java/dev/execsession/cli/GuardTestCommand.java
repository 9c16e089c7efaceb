package dev.execsession.cli;

import dev.execsession.git.RepositoryFacts;
import dev.execsession.guard.Agent;
import dev.execsession.guard.AgentTrust;
import dev.execsession.guard.Canary;
import dev.execsession.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Verifies that the installed hooks work: those that deny edits tool by tool, and all others. */
final class GuardTestCommand implements Command {
  private static final int NARROWEST = 18;

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
                "Test each installed hook with recorded payloads: what it denies, tool by tool."))
        .flag("--json", on -> json = on, "Print one JSON document.")
        .footer("Exit: 0 every hook works, is current, and is trusted by the agent, else 1.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    Agent tested = agent.agent();
    RepositoryFacts facts = new SessionLookup(root).repository();
    Map<String, String> environment = root.surroundings().environment();
    Canary.Matrix matrix = new Canary(tested, facts.root(), environment).test();
    List<String> trust =
        matrix.isInstalled()
            ? new AgentTrust(facts.root(), facts.commonDir(), environment).missing(tested)
            : List.of();
    String remedy =
        matrix.needsInstallation() ? "exec-session guard install --agent " + tested.word() : null;
    boolean ok = trust.isEmpty() && matrix.isGood();
    if (json) {
      root.console().result(Json.pretty(GuardTestJson.of(ok, tested, matrix, trust, remedy)));
    } else {
      List<Canary.Row> rows = matrix.rows();
      int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
      String form = "%-" + Math.max(width, NARROWEST) + "s %-14s %s";
      rows.forEach(
          row ->
              root.console()
                  .result(
                      String.format(Locale.ROOT, form, row.name(), row.state().words(), row.note())
                          .stripTrailing()));
      trust.forEach(line -> root.console().result(line));
      if (remedy != null) {
        root.console().result("fix it with `" + remedy + "`");
      }
    }
    return ok ? ExitCode.DONE : ExitCode.BLOCKED;
  }
}
