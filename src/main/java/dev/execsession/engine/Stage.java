package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.journal.SessionState;
import dev.execsession.store.EventSink;

/**
 * One step of a block's way. What it takes besides the block it takes from its constructor; what it
 * decided is what it returns.
 */
interface Stage {
  /**
   * Takes the step.
   *
   * @param now as of the last record
   * @param before for what is recorded before its effect
   */
  Transition run(BlockContract block, SessionState now, EventSink before);
}
