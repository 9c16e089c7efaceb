package dev.execsession.engine;

import dev.execsession.contract.Contract;
import dev.execsession.contract.RunRequest;
import dev.execsession.contract.Turn;
import dev.execsession.guard.ActiveBlockFile;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Caller;
import dev.execsession.journal.Opening;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.PidSpace;
import dev.execsession.process.ProcessIdentity;
import dev.execsession.store.SessionStore;
import dev.execsession.text.ShellWord;
import dev.execsession.text.Spans;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/** Refuses other commands in a worktree while a block is open for an agent. */
record Occupied(SessionStore store, Contract contract, RunRequest request, Instant now) {
  /**
   * Returns the plan's open block, which the command is about.
   *
   * @param latest the plan's newest session
   * @throws StopException BUSY when a block is open that the command is not about
   */
  Optional<BlockState> passes(Optional<SessionStore.Stored> latest) {
    for (SessionStore.Stored other :
        store.with(ActiveBlockFile.NAME, contract.repository().root())) {
      BlockState open = other.state().openBlock().orElse(null);
      if (open != null && !other.state().locked().plan().equals(contract.planPath())) {
        throw busy(open, other.state().locked().plan());
      }
    }
    Optional<BlockState> open =
        latest.filter(stored -> !request.restart()).flatMap(stored -> stored.state().openBlock());
    open.ifPresent(this::refuseUnlessMeant);
    return open;
  }

  private void refuseUnlessMeant(BlockState open) {
    String only = request.range().only();
    if (request.turn().caller().isEmpty() || (only != null && !only.equals(open.id()))) {
      throw busy(open, contract.planPath());
    }
    // Only a person chooses a mode, and takes no block from its agent by that.
    if (request.turn() instanceof Turn.Begin begin && begin.mode() == null) {
      refuseUnlessFree(open, begin.by());
    }
  }

  private StopException busy(BlockState open, String plan) {
    return new StopException(
        Stop.BUSY,
        ProblemCode.RUN_OPEN,
        sentence(open, plan.equals(contract.planPath()) ? "" : " of `" + plan + "`", now),
        "finish it in that agent: `exec-session finish`; or undo it: `exec-session rollback "
            + open.id()
            + " "
            + ShellWord.path(plan)
            + "`");
  }

  /** Refuses another agent than the one that works on the block, while that runs. */
  private void refuseUnlessFree(BlockState open, Caller caller) {
    Opening opening = open.opening().orElseThrow();
    Long pid = opening.by().pid();
    PidSpace where = open.where().orElse(null);
    if (pid == null
        || where == null
        || pid.equals(caller.pid())
        || !where.isSameAs(PidSpace.here(request.environment()))) {
      return;
    }
    long ticks = Objects.requireNonNullElse(opening.by().ticks(), 0L);
    if (new ProcessIdentity(pid, ticks, where, "").mayRun(request.environment())) {
      throw new StopException(
          Stop.BUSY,
          ProblemCode.RUN_OPEN,
          sentence(open, now) + ", which is still running as pid " + pid,
          "let that agent finish it, or work in another worktree: `git worktree add PATH BRANCH`");
    }
  }

  /** Returns {@code block `B01` has been open since 14:05 for `claude`}. */
  static String sentence(BlockState open, Instant now) {
    return sentence(open, "", now);
  }

  private static String sentence(BlockState open, String of, Instant now) {
    Opening opening = open.opening().orElseThrow();
    return "block `"
        + open.id()
        + "`"
        + of
        + " has been open since "
        + Spans.moment(opening.since(), now, ZoneId.systemDefault())
        + " for `"
        + opening.by().name()
        + "`";
  }
}
