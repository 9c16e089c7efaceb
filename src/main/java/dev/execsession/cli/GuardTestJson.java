package dev.execsession.cli;

import dev.execsession.guard.Agent;
import dev.execsession.guard.Canary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON document of {@code guard test --json}, version 1; component names are field names.
 *
 * @param hooks each other hook, and each that is not as an installation writes it
 * @param untrusted why the agent would not run the installed hook
 * @param remedy the command that installs what is missing or different; null if nothing is
 */
record GuardTestJson(
    int version,
    boolean ok,
    String agent,
    List<Tool> tools,
    List<Hook> hooks,
    List<String> untrusted,
    @Nullable String remedy) {
  static GuardTestJson of(
      boolean ok,
      Agent agent,
      Canary.Matrix matrix,
      List<String> untrusted,
      @Nullable String remedy) {
    return new GuardTestJson(
        1,
        ok,
        agent.word(),
        matrix.tools().stream().map(Tool::of).toList(),
        matrix.hooks().stream().map(Hook::of).toList(),
        untrusted,
        remedy);
  }

  /** A tool of the agent, and whether its edits are vetoed, in words. */
  record Tool(String tool, String state, String note) {
    static Tool of(Canary.Row row) {
      return new Tool(row.name(), row.state().words(), row.note());
    }
  }

  /** The agent's name of a hook or the name of a file, and its state, in words. */
  record Hook(String hook, String state, String note) {
    static Hook of(Canary.Row row) {
      return new Hook(row.name(), row.state().words(), row.note());
    }
  }
}
