package dev.execsession.cli;

import dev.execsession.contract.BlockRange;
import dev.execsession.contract.RunRequest;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.SessionStore;
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
    SessionStore.Stored stored = new SessionLookup(root).newest(plan);
    SessionState state = stored.state();
    boolean isWaiting = state.blocks().stream().noneMatch(known -> isOpenEnd(known.id(), state));
    String over = isWaiting ? null : reason;
    if (!isWaiting) {
      checkReason();
    }
    SessionRun run = new SessionRun(root, root.console(), false, false, false);
    RepositoryFacts repository = new SessionLookup(root).repository();
    return run.execute(
        RunRequest.resuming(
            new PlanLookup(root).read(repository.root().resolve(state.locked().plan())),
            state,
            over == null
                ? new BlockRange(null, null, lastOf(block, state))
                : new BlockRange(block, null, null),
            over == null ? List.of(block) : List.of(),
            over,
            Person.name(root.surroundings(), repository),
            run.isPersonPresent(),
            root.surroundings().environment()));
  }

  /** Returns the last waiting block of a word that names a block or a group. */
  private static @Nullable String lastOf(String word, SessionState state) {
    return state.blocks().stream()
        .filter(known -> known.isJudged() && word.endsWith(known.id()))
        .map(BlockState::id)
        .reduce((first, last) -> last)
        .orElse(null);
  }

  /** Returns whether the block is the named one and its work is not good. */
  private boolean isOpenEnd(String id, SessionState state) {
    Step step = state.block(id).step();
    return id.equals(block) && (step == Step.BLOCKED || step == Step.ESCALATED);
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
