package dev.execsession.cli;

import dev.execsession.engine.Rollback;
import dev.execsession.engine.SessionListener;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.guard.PersonWord;
import dev.execsession.journal.Entry;
import dev.execsession.journal.Reversal;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Problem;
import dev.execsession.report.SessionReport;
import dev.execsession.store.SessionStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Undoes one block. */
final class RollbackCommand implements Command {
  private final ExecSession root;
  private String block = "";
  private @Nullable String plan;
  private List<String> leave = List.of();
  private boolean redo;

  RollbackCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder(
            "rollback", this, "Undo one block: restore its files, or change nothing.")
        .parameter("BLOCK", to -> block = to, "The block's id.")
        .optionalParameter(
            "PLAN", to -> plan = to, "The plan (default: the newest session of this worktree).")
        .values(
            "--leave",
            "PATH",
            to -> leave = to,
            "Do not restore this path, folder or pattern; repeatable.")
        .flag("--redo", on -> redo = on, "Reverse the last undo of the block.")
        .footer(
            "Lists what it will do and asks, at a terminal.",
            "Does not change the plan, the index, the stash, HEAD or any branch.",
            "Exit: 0 done, 2 usage, 3 nothing to do, 5 conflicts, 6 busy, 7 unverifiable.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    new PersonOnly(root).refuse(PersonWord.ROLLBACK, null);
    SessionLookup lookup = new SessionLookup(root);
    RepositoryFacts repository = lookup.repository();
    SessionStore.Stored stored = lookup.newest(plan);
    Console console = root.console();
    List<String> lines = new ArrayList<>();
    SessionState state =
        new Rollback(listener(console, lines), Clock.systemUTC())
            .undo(
                new Rollback.Request(
                    repository,
                    stored,
                    block,
                    redo,
                    leave,
                    Person.name(root.surroundings(), repository.root()),
                    root.surroundings().environment(),
                    root.surroundings().isPersonPresent() ? this::isConfirmed : null));
    ReportFiles files = new ReportFiles(root.directory());
    String next = SessionReport.of(state, files.place(stored.folder())).next();
    lines.add("next      " + next);
    console.result(String.join("\n", lines));
    return ExitCode.DONE;
  }

  /** Lists what will happen and asks for a last yes. */
  private boolean isConfirmed(Rollback.Plan plan) {
    Console console = root.console();
    String what = redo ? "redo" : "undo";
    console.important((redo ? "Redoing " : "Undoing ") + block + " will:");
    List<String> lines = new ArrayList<>();
    Lines.add("restore   ", plan.restored(), lines);
    Lines.add("remove    ", plan.removed(), lines);
    Lines.add("leave     ", plan.left(), lines);
    if (lines.isEmpty()) {
      lines.add("change nothing");
    }
    lines.forEach(line -> console.important("  " + line));
    return new Confirmation(root).isGiven(what + " " + block + "?");
  }

  private static SessionListener listener(Console console, List<String> lines) {
    return new SessionListener() {
      @Override
      public void recorded(Entry entry, SessionState state) {
        if (entry.event() instanceof Reversal.Undone undone) {
          lines.addAll(Lines.undone(undone));
        } else if (entry.event() instanceof Reversal.Redone redone) {
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
