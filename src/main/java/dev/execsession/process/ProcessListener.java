package dev.execsession.process;

import java.time.Duration;

/**
 * Observes a command. Methods are called on the thread that runs it; an exception stops the
 * command's process tree and is rethrown.
 */
public interface ProcessListener {
  /** Ignores everything. */
  ProcessListener NONE = new ProcessListener() {};

  /**
   * Called first, when the child exists.
   *
   * @param startTicks when it started, in the clock ticks of {@code /proc/PID/stat}; 0 if unknown.
   *     Together with the pid it identifies the process until the next boot.
   */
  default void started(long pid, long startTicks) {}

  /** Returns whether {@link #output} needs every line in full, up to 8 MiB each. */
  default boolean readsEveryLine() {
    return false;
  }

  /**
   * Called with a line of output, masked but unescaped and without its end; unless {@link
   * #readsEveryLine}, long lines are cut and fast output is sampled.
   */
  default void output(String line) {}

  /** Returns whether the command has used more than it may and must end; called after output. */
  default boolean isOverBudget() {
    return false;
  }

  /**
   * Returns whether the command has reported that it is finished; called once a second while it is
   * silent and {@link Command#grace} is limited.
   */
  default boolean isFinished() {
    return false;
  }

  /** Called once a second while the child runs. */
  default void tick(Duration elapsed) {}
}
