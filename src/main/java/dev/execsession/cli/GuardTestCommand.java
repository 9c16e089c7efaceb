package dev.execsession.cli;

import dev.execsession.guard.Agent;
import dev.execsession.guard.Canary;
import dev.execsession.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Proves tool by tool that the installed hook vetoes. */
@Command(
    name = "test",
    description = "Prove with recorded payloads that the installed hook vetoes, tool by tool.",
    sortOptions = false,
    footer = {"", "Exit: 0 every veto works, 1 not."})
final class GuardTestCommand implements Callable<Integer> {
  @ParentCommand private @Nullable GuardCommand guard;

  @Mixin private final GuardAgent agent = new GuardAgent();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    ExecSession top = Objects.requireNonNull(guard).root();
    top.checkWords();
    Agent tested = agent.agent();
    List<Canary.Row> rows =
        new Canary(
                tested,
                new SessionLookup(top).repository().root(),
                top.surroundings().environment())
            .test();
    boolean ok = rows.stream().allMatch(row -> row.state() == Canary.State.WORKS);
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("version", 1);
      document.put("ok", ok);
      document.put("agent", tested.word());
      document.put("tools", rows.stream().map(GuardTestCommand::tool).toList());
      top.console().result(Json.pretty(document));
    } else {
      rows.forEach(
          row ->
              top.console()
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

  private static Map<String, Object> tool(Canary.Row row) {
    Map<String, Object> tool = new LinkedHashMap<>();
    tool.put("tool", row.tool());
    tool.put("state", row.state().words());
    tool.put("note", row.note());
    return tool;
  }
}
