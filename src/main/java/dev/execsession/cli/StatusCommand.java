package dev.execsession.cli;

import dev.execsession.report.JsonReport;
import dev.execsession.store.SessionStore;
import org.jspecify.annotations.Nullable;

/** Prints the progress of a session from its journal. */
final class StatusCommand implements Command {
  private final ExecSession root;
  private @Nullable String plan;
  private boolean json;

  StatusCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder("status", this, "Show progress by block and the next command.")
        .optionalParameter(
            "PLAN", to -> plan = to, "The plan (default: the newest session of this worktree).")
        .flag("--json", on -> json = on, "Print one JSON document.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    SessionLookup lookup = new SessionLookup(root);
    SessionStore.Stored stored = lookup.shown(lookup.newest(plan));
    StatusLines status = new StatusLines(root);
    if (json) {
      root.console().result(JsonReport.render(status.report(stored)));
    } else {
      root.console().summary(status.of(stored).stream().map(Line::ofStatus).toList());
    }
    return ExitCode.DONE;
  }
}
