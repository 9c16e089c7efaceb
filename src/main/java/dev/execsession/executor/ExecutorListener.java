package dev.execsession.executor;

import dev.execsession.agent.Activity;
import dev.execsession.process.ProcessListener;
import java.time.Instant;

/** Observes an executor. */
public interface ExecutorListener extends ProcessListener {
  /** Ignores everything. */
  ExecutorListener NONE = new ExecutorListener() {};

  /** The agent did something, as its output says. */
  default void acted(Activity activity) {}

  /** A limit of its provider stopped the agent; it goes on at that time. */
  default void waits(Instant until) {}
}
