package dev.execsession.cli;

import dev.execsession.contract.BlockRange;
import dev.execsession.contract.RunRequest;
import dev.execsession.contract.Turn;
import dev.execsession.guard.PersonWord;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Channel;
import dev.execsession.journal.Consent;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.report.SessionReport;
import dev.execsession.store.SessionStore;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Approves a waiting result, or keeps a result that is not good. */
final class AcceptCommand implements Command {
  private final ExecSession root;
  private String block = "";
  private @Nullable String plan;
  private @Nullable String reason;

  AcceptCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder(
            "accept", this, "Approve a waiting block, or keep one that is not good.")
        .parameter("BLOCK", to -> block = to, "The block's id; for a waiting result, or its group.")
        .optionalParameter(
            "PLAN", to -> plan = to, "The plan (default: the newest session of this worktree).")
        .value(
            "--reason",
            "TEXT",
            to -> reason = to,
            "Keep a blocked or escalated block because of TEXT; listed under risks.")
        .footer(
            "Does not run the executor or the block's checks. With --reason only at a terminal.",
            "Exit: 0 done, 1 blocked, 2 usage, 3 refused, 5 paused, 6 busy, 7 unverifiable.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    new PersonOnly(root).refuse(PersonWord.ACCEPT, reason == null ? "approve " + block : null);
    SessionStore.Stored stored = new SessionLookup(root).newest(plan);
    SessionState state = stored.state();
    String waiting = lastOf(block, state);
    String over = null;
    if (waiting == null) {
      refuseUnlessOpen(stored);
      checkReason();
      over = reason;
    }
    // The plan was shown when the block ran.
    Console console = root.console(Console.Verbosity.QUIET);
    SessionRun run = new SessionRun(root, console, false, false, false);
    Path folder = Path.of(state.locked().root());
    return run.execute(
        RunRequest.resuming(
                new PlanLookup(root).read(folder.resolve(state.locked().plan())),
                root.surroundings().invocation(folder, run.isPersonPresent()),
                state,
                new Turn.Decide(
                    Consent.by(run.isPersonPresent() ? Channel.TERMINAL : Channel.OPTION)))
            .range(
                over == null
                    ? new BlockRange(null, null, waiting)
                    : new BlockRange(block, null, null))
            .approve(over == null ? List.of(block) : List.of())
            .acceptOver(over)
            .build());
  }

  /** Returns the last waiting block of a word that names a block or a group. */
  private static @Nullable String lastOf(String word, SessionState state) {
    return state.blocks().stream()
        .filter(known -> known.isJudged() && word.endsWith(known.id()))
        .map(BlockState::id)
        .reduce((first, last) -> last)
        .orElse(null);
  }

  private void refuseUnlessOpen(SessionStore.Stored stored) {
    SessionState state = stored.state();
    switch (stored.block(block).step()) {
      case BLOCKED, ESCALATED -> {}
      case PENDING, INTENDED, STARTED, EXITED, MEASURED, JUDGED, DONE ->
          throw new StopException(
              Stop.REFUSED,
              ProblemCode.RUN_APPROVAL,
              "block `" + block + "` waits for no approval",
              "`"
                  + SessionReport.of(
                          state, new ReportFiles(root.directory()).place(stored.folder()))
                      .next()
                  + "`");
    }
  }

  private void checkReason() {
    if (reason == null || reason.isBlank()) {
      throw new StopException(
          Stop.REFUSED,
          ProblemCode.RUN_APPROVAL,
          "block `" + block + "` is not good; keeping it needs a reason",
          "`exec-session accept " + block + " --reason 'why it is right'`");
    }
    if (!root.surroundings().isPersonPresent()) {
      throw new StopException(
          Stop.REFUSED,
          ProblemCode.RUN_APPROVAL,
          "only a person at a terminal can keep a block that is not good",
          "run the same command in a terminal");
    }
  }
}
