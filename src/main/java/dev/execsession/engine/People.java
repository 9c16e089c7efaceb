package dev.execsession.engine;

import dev.execsession.contract.Contract;
import dev.execsession.journal.Mode;

/**
 * The person who runs the session.
 *
 * @param name as shown in the report
 */
record People(Gate gate, Mode mode, String name) {
  static People of(Gate gate, Contract contract, String name) {
    return new People(gate, contract.mode(), name);
  }

  boolean isAutonomous() {
    return mode == Mode.AUTONOMOUS;
  }

  /** Returns whether a person can be prompted now. */
  boolean canAsk() {
    return !isAutonomous() && gate.isInteractive();
  }
}
