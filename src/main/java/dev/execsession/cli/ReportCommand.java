package dev.execsession.cli;

import dev.execsession.report.JsonReport;
import dev.execsession.report.MarkdownReport;
import dev.execsession.report.SessionReport;
import dev.execsession.store.SessionStore;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renders the report of a session again, from its journal alone. */
final class ReportCommand implements Command {
  private final ExecSession root;
  private @Nullable String session;
  private @Nullable String format;
  private @Nullable Path output;

  ReportCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandWords words() {
    return new CommandWords("report", this, "Render the report of the last (or a named) session.")
        .optionalParameter(
            "SESSION",
            to -> session = to,
            "Id of a session (default: the newest of this worktree).")
        .value("--format", "FORMAT", to -> format = to, "md (the default) or json.")
        .path(
            "-o,--output", "FILE", to -> output = to, "Write to FILE instead of standard output.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    String wanted = format != null ? format : output != null ? ReportFiles.format(output) : "md";
    if (!List.of("md", "json").contains(wanted)) {
      throw root.refusal("--format takes md or json, not `" + wanted + "`");
    }
    SessionLookup lookup = new SessionLookup(root);
    if (output != null) {
      ReportFiles.checkPlace(output, root.directory());
    }
    SessionStore.Stored stored =
        lookup.shown(session == null ? lookup.newest(null) : lookup.named(session));
    ReportFiles files = new ReportFiles(root.directory());
    SessionReport report = SessionReport.of(stored.state(), files.place(stored.folder()));
    String text = wanted.equals("md") ? MarkdownReport.render(report) : JsonReport.render(report);
    if (output == null) {
      root.console().result(text);
    } else {
      ReportFiles.replace(stored.folder(), root.directory().resolve(output), text);
    }
    return ExitCode.DONE;
  }
}
