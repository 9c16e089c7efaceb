package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.journal.SessionState;
import dev.execsession.store.EventSink;

/**
 * One stage of a block. Dependencies come from the constructor; the decision is the returned value.
 */
interface Stage {
  /**
   * Runs the stage.
   *
   * @param now as of the last record
   * @param before records events before their effect
   */
  Transition run(BlockContract block, SessionState now, EventSink before);
}
