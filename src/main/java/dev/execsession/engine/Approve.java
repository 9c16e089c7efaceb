package dev.execsession.engine;

import dev.execsession.contract.Approvals;
import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.contract.Turn;
import dev.execsession.journal.Awaited;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Channel;
import dev.execsession.journal.Consent;
import dev.execsession.journal.EscalationReason;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.EventSink;
import dev.execsession.undo.Undo;
import java.util.List;

/**
 * The gate after a block or group: a person, or an option, decides on its result.
 *
 * @param options ids of blocks that are approved by option
 */
record Approve(
    Contract contract,
    Turn turn,
    List<String> options,
    GateView view,
    Undo undo,
    People people,
    SessionListener listener) {
  /** The decision. */
  sealed interface Passage {
    /** The result of these blocks is accepted. */
    record Open(List<String> blocks, Event.Approved approval) implements Passage {}

    /** The run ends. */
    record Shut(Transition.Halt end) implements Passage {}

    /** The block runs again, with its executor or without. */
    record Back(boolean executes) implements Passage {}
  }

  /**
   * Prompts for the decision.
   *
   * @param good whether the work may be approved; otherwise the block is blocked
   */
  Passage ask(BlockContract block, boolean good, EventSink before) {
    SessionState now = before.state();
    List<BlockState> waiting = good ? waitingWith(block, now) : List.of(now.block(block.id()));
    List<String> ids = waiting.stream().map(BlockState::id).toList();
    if (good && options.stream().anyMatch(word -> Approvals.covers(word, ids, contract))) {
      return open(ids, now, turn.consent());
    }
    try {
      while (people.canAsk()) {
        Gate.Answer answer = people.gate().afterBlocks(waiting, view.of(waiting, good));
        switch (answer.choice()) {
          case NOTE ->
              before.record(
                  new Event.Noted(block.id(), String.valueOf(answer.text()), people.name()));
          case CONTINUE -> {
            return open(ids, now, Consent.by(Channel.PROMPT));
          }
          case RECHECK -> {
            return new Passage.Back(false);
          }
          case AGAIN -> {
            return new Passage.Back(true);
          }
          case UNDO -> {
            if (undid(ids) > 0) {
              return new Passage.Shut(new Transition.Halt(Stop.PAUSED, List.of()));
            }
          }
          case ESCALATE -> {
            return new Passage.Shut(escalated(now.block(block.id()), answer));
          }
          case KEEP, MINE, ADOPT, STOP -> {
            return new Passage.Shut(stopped(ids, good));
          }
        }
      }
    } catch (NoAnswerException e) {
      // Stops below, as if the person had chosen to stop.
    }
    return new Passage.Shut(stopped(ids, good));
  }

  private Passage open(List<String> ids, SessionState now, Consent consent) {
    String digest = now.block(ids.get(ids.size() - 1)).digest().orElse("");
    return new Passage.Open(
        ids,
        new Event.Approved(
            ids, people.name(), digest, consent.via(), consent.agent(), consent.held()));
  }

  private static Transition.Halt escalated(BlockState block, Gate.Answer answer) {
    Fact.Escalation asked =
        Escalations.asked(
            block.id(), EscalationReason.PERSON, String.valueOf(answer.text()), block.changes());
    return new Transition.Halt(Stop.ESCALATED, List.of(new Event.Escalated(asked)));
  }

  private Transition.Halt stopped(List<String> ids, boolean good) {
    if (!good) {
      return new Transition.Halt(Stop.BLOCKED, List.of());
    }
    String last = ids.get(ids.size() - 1);
    return Transition.paused(
        Awaited.APPROVAL,
        last,
        "approve " + (ids.size() == 1 ? "block " : "blocks ") + String.join(", ", ids) + "?",
        contract.isForAgent()
            ? "exec-session accept " + last
            : contract.runCommand() + " --approve " + last);
  }

  /** Undoes the blocks from the last to the first until one fails; returns how many were undone. */
  private int undid(List<String> ids) {
    int undone = 0;
    for (int i = ids.size() - 1; i >= 0; i--) {
      try {
        undo.undo(ids.get(i));
        undone++;
      } catch (StopException e) {
        if (e.stop() == Stop.UNVERIFIABLE) {
          throw e;
        }
        e.problems().forEach(listener::warned);
        break;
      }
    }
    return undone;
  }

  private List<BlockState> waitingWith(BlockContract block, SessionState now) {
    return contract.groupOf(block.id()).stream()
        .map(now::block)
        .filter(BlockState::isJudged)
        .toList();
  }
}
