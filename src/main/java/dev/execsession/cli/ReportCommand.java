package dev.execsession.cli;

import dev.execsession.contract.ReportTarget;
import dev.execsession.engine.BlockDiff;
import dev.execsession.json.JsonName;
import dev.execsession.process.Terminal;
import dev.execsession.report.ReportFormat;
import dev.execsession.report.SessionReport;
import dev.execsession.store.SessionStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Renders a session's report from its journal. */
final class ReportCommand implements Command {
  /** Describes the option here and of {@code run}. */
  static final String WITH_DIFFS = "Show each block's diff, of included files only, in the report.";

  private final ExecSession root;
  private @Nullable String session;
  private @Nullable String format;
  private @Nullable Path output;
  private boolean withDiffs;

  ReportCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder(
            "report", this, "Render the report of the last (or a named) session.")
        .optionalParameter(
            "SESSION", to -> session = to, "Session id (default: the newest of this worktree).")
        .value("--format", "FORMAT", to -> format = to, ReportFormat.names() + " (default: md).")
        .path("-o,--output", "FILE", to -> output = to, "Write to FILE instead of standard output.")
        .flag("--with-diffs", on -> withDiffs = on, WITH_DIFFS)
        .footer(GithubStep.HELP);
  }

  @Override
  public Integer call() {
    root.checkWords();
    ReportFormat named = format == null ? null : format(root, format);
    ReportTarget target =
        output == null ? null : ReportFiles.target(output, root.directory(), named);
    SessionLookup lookup = new SessionLookup(root);
    SessionStore.Stored stored =
        lookup.shown(session == null ? lookup.newest(null) : lookup.named(session));
    ReportFiles files = new ReportFiles(root.directory());
    BlockDiff diffs = withDiffs ? lookup.diffs(stored) : null;
    ReportFormat shown = target != null ? target.format() : named == null ? ReportFormat.MD : named;
    SessionSources sources = new SessionSources(stored.folder(), diffs, null, shown.showsAllLogs());
    SessionReport report = files.report(stored.state(), sources);
    String text = shown.render(report);
    if (target == null) {
      print(text);
      if (shown == ReportFormat.GITHUB) {
        new GithubStep(root.surroundings().environment())
            .add(report, stored.folder().report(ReportFormat.MD.jsonName()));
      }
    } else {
      ReportFiles.replace(stored.folder(), target.path(), text);
    }
    return ExitCode.DONE;
  }

  /** Returns the format with a name, or refuses the command. */
  static ReportFormat format(ExecSession root, String name) {
    return JsonName.find(ReportFormat.class, name)
        .orElseThrow(
            () -> root.refusal("--format takes " + ReportFormat.names() + ", not `" + name + "`"));
  }

  private void print(String text) {
    Console console = root.console();
    if (!console.showsResults() || !pager(console).shows(text.lines().toList())) {
      console.result(text);
    }
  }

  private Pager pager(Console console) {
    Surroundings surroundings = root.surroundings();
    Terminal terminal =
        surroundings.inputIsTerminal()
            ? Terminal.onInput(surroundings.interrupts(), true, console::control)
            : Terminal.NONE;
    return Pager.of(console, terminal, surroundings.environment());
  }
}
