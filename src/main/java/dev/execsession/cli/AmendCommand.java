package dev.execsession.cli;

import dev.execsession.contract.PlanFile;
import dev.execsession.engine.Amend;
import dev.execsession.engine.SessionListener;
import dev.execsession.guard.PersonWord;
import dev.execsession.journal.Grant;
import dev.execsession.journal.SessionState;
import dev.execsession.report.SessionReport;
import dev.execsession.store.SessionStore;
import dev.execsession.text.TextSanitizer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Widens or narrows the scope of a plan whose session is open. */
final class AmendCommand implements Command {
  private final ExecSession root;
  private String plan = "";
  private @Nullable String block;
  private List<String> include = List.of();
  private List<String> exclude = List.of();
  private String reason = "";

  AmendCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder(
            "amend", this, "Change the scope of a plan while its session is open.")
        .parameter("PLAN", to -> plan = to, "The plan: a path, or its name in the active folder.")
        .values("--include", "PATTERN", to -> include = to, "Add this to Include; repeatable.")
        .values("--exclude", "PATTERN", to -> exclude = to, "Add this to Exclude; repeatable.")
        .value(
            "--block",
            "ID",
            to -> block = to,
            "Add to this block's Include too (default: where the session stopped).")
        .value("--reason", "TEXT", to -> reason = to, "Why; recorded with you and the time.")
        .footer(
            "Edits the plan and records the grant; the session goes on, no block runs again.",
            "Exit: 0 done, 2 usage, 3 refused, 6 busy, 7 unverifiable.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    new PersonOnly(root).refuse(PersonWord.AMEND, null);
    if (include.isEmpty() && exclude.isEmpty()) {
      throw root.refusal("nothing to amend: name --include or --exclude");
    }
    if (reason.isBlank()) {
      throw root.refusal("--reason is missing: why is the scope changed?");
    }
    PlanFile file = new PlanLookup(root).find(plan);
    SessionStore.Stored stored = new SessionLookup(root).newest(plan);
    SessionState state =
        new Amend(new SessionListener() {}, Clock.systemUTC())
            .amend(
                new Amend.Request(
                    file,
                    root.surroundings().invocation(Path.of(stored.state().locked().root()), false),
                    stored,
                    block,
                    include,
                    exclude,
                    reason));
    List<String> lines = new ArrayList<>();
    Grant.Amended grant = state.amendments().get(state.amendments().size() - 1).grant();
    grant.include().forEach(pattern -> lines.add("include   " + TextSanitizer.oneLine(pattern)));
    grant.exclude().forEach(pattern -> lines.add("exclude   " + TextSanitizer.oneLine(pattern)));
    lines.add(
        "amended   "
            + state.locked().plan()
            + (grant.block() == null ? "" : ", and the Include of " + grant.block()));
    ReportFiles files = new ReportFiles(root.directory());
    lines.add("next      " + SessionReport.of(state, files.place(stored.folder())).next());
    root.console().result(String.join("\n", lines));
    return ExitCode.DONE;
  }
}
