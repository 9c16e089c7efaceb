package dev.execsession.engine;

import dev.execsession.contract.Turn;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Caller;
import dev.execsession.journal.Opening;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.PidSpace;
import dev.execsession.process.ProcessIdentity;
import dev.execsession.store.SessionStore;
import dev.execsession.text.Spans;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Keeps a block that is open for an agent from every other command of its worktree. */
record Occupied(SessionStore store, Path root, Map<String, String> environment, Instant now) {
  /**
   * Stops with BUSY when a block is open that the command is not about.
   *
   * @param plan of the command
   * @param restarts whether a person starts the plan's session over
   */
  void refuse(String plan, Turn turn, boolean restarts) {
    for (Optional<SessionState> found : store.of(root).values()) {
      SessionState state = found.orElse(null);
      BlockState open = state == null ? null : state.openBlock().orElse(null);
      if (state == null || open == null) {
        continue;
      }
      boolean isOwn = state.locked().plan().equals(plan);
      if (!isOwn) {
        throw busy(state, open, " of `" + state.locked().plan() + "`");
      }
      if (isNewest(state) && turn.caller().isEmpty() && !restarts) {
        throw busy(state, open, "");
      }
    }
  }

  /** Returns whether the plan has no newer session; what an older one left open is over. */
  private boolean isNewest(SessionState state) {
    return store
        .latest(root, state.locked().plan())
        .filter(newest -> newest.state().locked().session().equals(state.locked().session()))
        .isPresent();
  }

  private StopException busy(SessionState state, BlockState open, String where) {
    return new StopException(
        Stop.BUSY,
        ProblemCode.RUN_OPEN,
        sentence(open) + where,
        "finish it from there: `exec-session finish`; or undo it: `exec-session rollback "
            + open.id()
            + " "
            + dev.execsession.text.ShellWord.path(state.locked().plan())
            + "`");
  }

  /**
   * Stops with BUSY when another agent, which still runs, works on the block.
   *
   * @param caller who wants it
   */
  void refuseUnlessFree(BlockState open, Caller caller) {
    Opening opening = open.opening().orElseThrow();
    Long pid = opening.by().pid();
    PidSpace where = open.where().orElse(null);
    if (pid == null
        || where == null
        || pid.equals(caller.pid())
        || !where.isSameAs(PidSpace.here(environment))) {
      return;
    }
    long ticks = Objects.requireNonNullElse(opening.by().ticks(), 0L);
    if (new ProcessIdentity(pid, ticks, where, "").mayRun(environment)) {
      throw new StopException(
          Stop.BUSY,
          ProblemCode.RUN_OPEN,
          sentence(open) + ", which still runs as pid " + pid,
          "let that agent finish it, or work in another worktree: `git worktree add PATH BRANCH`");
    }
  }

  /** Returns {@code block `B01` is open since 14:05 for `claude`}. */
  String sentence(BlockState open) {
    Opening opening = open.opening().orElseThrow();
    return "block `"
        + open.id()
        + "` is open since "
        + Spans.moment(opening.since(), now, ZoneId.systemDefault())
        + " for `"
        + opening.by().name()
        + "`";
  }
}
