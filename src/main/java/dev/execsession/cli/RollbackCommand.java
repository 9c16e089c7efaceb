package dev.execsession.cli;

import dev.execsession.journal.Entry;
import dev.execsession.journal.Event;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Problem;
import dev.execsession.report.SessionReport;
import dev.execsession.session.Rollback;
import dev.execsession.session.SessionListener;
import dev.execsession.session.SessionStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Takes back what one block did. */
@Command(
    name = "rollback",
    description =
        "Undo exactly one block: its files are again as it found them, or none is touched.",
    sortOptions = false,
    footer = {
      "",
      "The index, the stash, HEAD and the branches stay as they are.",
      "Exit: 0 undone or put back, 2 usage, 3 nothing to do, 5 conflicts, 6 busy, 7 unverifiable."
    })
final class RollbackCommand implements Callable<Integer> {
  @ParentCommand private @Nullable ExecSession root;

  @Parameters(index = "0", paramLabel = "BLOCK", description = "The block's id.")
  private String block = "";

  @Parameters(
      index = "1",
      paramLabel = "PLAN",
      arity = "0..1",
      description = "The plan; without one, the newest session of this worktree.")
  private @Nullable String plan;

  @Option(
      names = "--leave",
      paramLabel = "PATH",
      description = "Leave this path as it is; repeatable.")
  private List<String> leave = new ArrayList<>();

  @Option(names = "--redo", description = "Put back what the last undo of the block took away.")
  private boolean redo;

  @Override
  public Integer call() {
    ExecSession top = Objects.requireNonNull(root);
    top.checkWords();
    SessionLookup lookup = new SessionLookup(top);
    SessionStore.Stored stored = lookup.newest(plan);
    Console console = top.console();
    List<String> lines = new ArrayList<>();
    SessionState state =
        new Rollback(listener(console, lines), Clock.systemUTC())
            .undo(
                new Rollback.Request(
                    lookup.repository(),
                    stored,
                    block,
                    redo,
                    leave,
                    Person.name(top.surroundings()),
                    top.surroundings().environment()));
    ReportFiles files = new ReportFiles(top.directory());
    String next = SessionReport.of(state, files.place(stored.folder())).next();
    lines.add("next      " + next);
    console.result(String.join("\n", lines));
    return ExitCode.DONE;
  }

  private static SessionListener listener(Console console, List<String> lines) {
    return new SessionListener() {
      @Override
      public void recorded(Entry entry, SessionState state) {
        if (entry.event() instanceof Event.Undone undone) {
          lines.addAll(Lines.undone(undone));
        } else if (entry.event() instanceof Event.Redone redone) {
          lines.addAll(Lines.redone(redone, state));
        }
      }

      @Override
      public void warned(Problem problem) {
        new ProblemPrinter(console).print(problem);
      }
    };
  }
}
