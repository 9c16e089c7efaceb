package dev.execsession.cli;

import dev.execsession.report.JsonReport;
import dev.execsession.report.SessionReport;
import dev.execsession.report.StatusView;
import dev.execsession.session.SessionStore;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Tells where a session stands, from its journal alone. */
@Command(
    name = "status",
    description = "Tell where the session stands, block by block, and what comes next.",
    sortOptions = false)
final class StatusCommand implements Callable<Integer> {
  @ParentCommand private @Nullable ExecSession root;

  @Parameters(
      paramLabel = "PLAN",
      arity = "0..1",
      description = "The plan; without one, the newest session of this worktree.")
  private @Nullable String plan;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    ExecSession top = Objects.requireNonNull(root);
    top.checkWords();
    SessionLookup lookup = new SessionLookup(top);
    SessionStore.Stored stored = lookup.shown(lookup.newest(plan));
    ReportFiles files = new ReportFiles(top.directory());
    top.console()
        .result(
            json
                ? JsonReport.render(SessionReport.of(stored.state(), files.place(stored.folder())))
                : String.join("\n", StatusView.of(stored.state(), files.place(stored.folder()))));
    return ExitCode.DONE;
  }
}
