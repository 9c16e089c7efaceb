package dev.execsession.cli;

import dev.execsession.guard.Agent;
import dev.execsession.guard.Canary;
import java.util.List;

/**
 * The JSON document of {@code guard test --json}, version 1; component names are field names.
 *
 * @param untrusted why the agent would not run the installed hook
 */
record GuardTestJson(
    int version, boolean ok, String agent, List<Tool> tools, List<String> untrusted) {
  static GuardTestJson of(boolean ok, Agent agent, List<Canary.Row> rows, List<String> untrusted) {
    return new GuardTestJson(1, ok, agent.word(), rows.stream().map(Tool::of).toList(), untrusted);
  }

  /** A tool of the agent, and whether its edits are vetoed, in words. */
  record Tool(String tool, String state, String note) {
    static Tool of(Canary.Row row) {
      return new Tool(row.tool(), row.state().words(), row.note());
    }
  }
}
