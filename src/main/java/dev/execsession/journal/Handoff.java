package dev.execsession.journal;

import dev.execsession.process.PidSpace;

/** A block is handed to an agent that is not a child of this tool. */
public sealed interface Handoff extends Event {
  /**
   * The block is open: the agent works on it until it calls {@code finish}.
   *
   * @param by who asked for it
   */
  record Opened(String block, int attempt, Caller by) implements Handoff {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.opened(this);
    }
  }

  /**
   * An agent takes the place of the one that the block was opened for, which is gone.
   *
   * @param where PID namespace of the new one
   */
  record Continued(String block, Caller by, PidSpace where) implements Handoff {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.continued(this);
    }
  }
}
