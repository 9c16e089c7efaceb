package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.journal.Awaited;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Grant;
import dev.execsession.scan.Assessment;
import dev.execsession.store.EventSink;
import dev.execsession.text.ShellWord;
import java.util.List;

/**
 * Stops a block that took away what others had done. A person may keep it anyway; without one the
 * block is blocked.
 */
record Destruction(Contract contract, Losses losses, BlockWork work, People people, GateView view) {
  /**
   * Returns how the block goes on.
   *
   * @param others other reasons why it is blocked
   */
  Transition settle(BlockContract block, Assessment whole, List<String> others, EventSink before) {
    List<String> open = losses.of(block, before.state(), whole);
    if (open.isEmpty()) {
      return others.isEmpty() ? Transition.next() : work.bad(block, whole, others);
    }
    String remedy = "`" + rollback(block) + "` brings it back";
    if (people.canAsk()) {
      try {
        BlockState state = before.state().block(block.id());
        Gate.Choice choice = people.gate().lost(state, open, remedy, view.of(state));
        if (choice == Gate.Choice.KEEP) {
          before.record(new Grant.LossAccepted(block.id(), open, people.name()));
          return others.isEmpty() ? Transition.next() : work.bad(block, whole, others);
        }
      } catch (NoAnswerException e) {
        // Pauses below, as when the person stops.
      }
      return Transition.paused(
          Awaited.LOSS,
          block.id(),
          String.join("; ", PriorWork.capped(open)) + "; keep it anyway? " + remedy,
          contract.stepwiseCommand());
    }
    List<String> reasons = PriorWork.capped(open);
    reasons.add(remedy);
    reasons.addAll(others);
    return work.bad(block, whole, reasons);
  }

  private String rollback(BlockContract block) {
    return "exec-session rollback " + block.id() + " " + ShellWord.path(contract.planPath());
  }
}
