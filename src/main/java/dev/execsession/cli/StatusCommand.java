package dev.execsession.cli;

import dev.execsession.report.JsonReport;
import dev.execsession.store.SessionStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Prints the progress of a session from its journal. */
final class StatusCommand implements Command {
  private static final long EVERY_MS = 500;

  private final ExecSession root;
  private @Nullable String plan;
  private boolean json;
  private boolean watch;
  private boolean all;

  StatusCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder("status", this, "Show progress by block and the next command.")
        .optionalParameter(
            "PLAN", to -> plan = to, "The plan (default: the newest session of this worktree).")
        .flag("--json", on -> json = on, "Print one JSON document.")
        .flag("--watch", on -> watch = on, "Redraw until the session no longer runs.")
        .flag("--all", on -> all = on, "List all sessions, other worktrees' too.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    if (all) {
      if (json || watch || plan != null) {
        throw root.refusal("--all takes no PLAN, --json or --watch");
      }
      return new SessionsCommand(root).list();
    }
    if (json && watch) {
      throw root.refusal("--json and --watch cannot be combined");
    }
    SessionLookup lookup = new SessionLookup(root);
    StatusLines status = new StatusLines(root);
    SessionStore.Stored stored = lookup.shown(lookup.newest(plan));
    if (json) {
      root.console().result(JsonReport.render(status.report(stored)));
    } else if (watch) {
      return watch(lookup, status, stored);
    } else {
      root.console().summary(lines(status, stored));
    }
    return ExitCode.DONE;
  }

  private static List<Line> lines(StatusLines status, SessionStore.Stored stored) {
    return status.of(stored).stream().map(Line::ofStatus).toList();
  }

  /** Shows each change until the session no longer runs. */
  private int watch(SessionLookup lookup, StatusLines status, SessionStore.Stored first) {
    Console console = root.console();
    SessionStore.Stored stored = first;
    List<Line> shown = List.of();
    while (true) {
      boolean isRunning = status.isRunning(stored);
      // What happened before the session ended is on record now.
      stored = lookup.newest(plan);
      List<Line> lines = lines(status, stored);
      if (!lines.equals(shown)) {
        console.redraw(lines);
        shown = lines;
      }
      if (!isRunning) {
        return ExitCode.DONE;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(EVERY_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return ExitCode.DONE;
      }
    }
  }
}
