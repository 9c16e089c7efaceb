package dev.execsession.journal;

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
}
