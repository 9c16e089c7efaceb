package dev.execsession.engine;

import dev.execsession.contract.Contract;
import dev.execsession.contract.Turn;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.guard.DrivenSession;
import dev.execsession.journal.Awaited;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Phase;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.WaysOut;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.IoReason;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Publishes the state of a session that an agent drives, for the hooks of agents. */
final class HookView {
  private HookView() {}

  /** Publishes it; removes it when the session is completed, or this tool runs executors again. */
  static void publish(Contract contract, String session, SessionState state, Turn turn) {
    publish(contract.repository(), session, state, !(turn instanceof Turn.Run));
  }

  /** Publishes what a person changed in a session that agents' hooks know. */
  static void refresh(RepositoryFacts repository, String session, SessionState state) {
    if (DrivenSession.isThere(repository.gitDir(), repository.commonDir())) {
      publish(repository, session, state, true);
    }
  }

  private static void publish(
      RepositoryFacts repository, String session, SessionState state, boolean byAgent) {
    boolean isDriven = byAgent && state.phase() != Phase.COMPLETED && state.isDrivenByAgent();
    try {
      if (isDriven) {
        new DrivenSession(session, repository.root().toString(), say(state))
            .write(repository.gitDir(), repository.commonDir());
      } else {
        DrivenSession.remove(repository.gitDir(), repository.commonDir());
      }
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  /** Lets agents edit again. */
  static void remove(Contract contract) {
    try {
      DrivenSession.remove(contract.repository().gitDir(), contract.repository().commonDir());
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  private static String say(SessionState state) {
    return switch (state.phase()) {
      case WORKING -> open(state) + " is open; when the work is done, run `exec-session finish`";
      case CHECKING -> "the work has no verdict yet: run `exec-session finish` again";
      case PAUSED -> state.paused().map(asked -> paused(asked, state)).orElse(DrivenSession.NEXT);
      case ESCALATED ->
          state
              .escalation()
              .map(
                  open ->
                      (open.block() == null ? "the plan" : "`" + open.block() + "`")
                          + " goes back to planning: "
                          + WaysOut.sentence(state.locked().plan(), open))
              .orElse(DrivenSession.NEXT);
      case BLOCKED -> "the session is blocked, and the person decides: `exec-session status`";
      case ACTIVE, COMPLETED, INTERRUPTED -> DrivenSession.NEXT;
    };
  }

  private static String open(SessionState state) {
    return state.openBlock().map(block -> "`" + block.id() + "`").orElse("a block");
  }

  private static String paused(Event.Paused asked, SessionState state) {
    Awaited awaited = asked.awaited();
    if (awaited == Awaited.APPROVAL) {
      List<String> waiting = state.waiting().stream().map(BlockState::id).toList();
      if (!waiting.isEmpty()) {
        String first = waiting.get(0);
        String last = waiting.get(waiting.size() - 1);
        return waiting.stream().map(id -> "`" + id + "`").collect(Collectors.joining(", "))
            + (waiting.size() == 1 ? " waits" : " wait")
            + " for approval: the person types `approve "
            + (waiting.size() == 1 ? last : first + "-" + last)
            + "`";
      }
    }
    return awaited == Awaited.BETWEEN
        ? "files changed while no block was open: the person types `approve changes` or undoes them"
        : "the person decides: " + asked.question();
  }

  private static StopException unwritten(IOException e) {
    return new StopException(
        Stop.UNVERIFIABLE,
        ProblemCode.JOURNAL_WRITE,
        "cannot write the session's state for agents' hooks: " + IoReason.of(e),
        "free disk space or fix the permissions, then run the same command again",
        e);
  }
}
