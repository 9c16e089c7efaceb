package dev.execsession.process;

import java.time.Duration;

/**
 * Watches one command. Every method is called on the thread that runs the command; an exception
 * ends the command's whole tree and is passed on.
 */
public interface ProcessListener {
  /** Watches nothing. */
  ProcessListener NONE = new ProcessListener() {};

  /**
   * Tells that the child exists, before anything else is told.
   *
   * @param startTicks when it started, in the clock ticks of {@code /proc/PID/stat}; 0 where the
   *     system has none. With the pid it names the process for as long as the machine is up.
   */
  default void started(long pid, long startTicks) {}

  /**
   * Returns a line that the child printed, masked but otherwise raw and without its end; cut when
   * it is long. Only a part of a fast child's lines is given.
   */
  default void output(String line) {}

  /**
   * Returns whether the command has said that its work is finished; asked once a second while it is
   * silent and {@link Command#grace} limits what may follow.
   */
  default boolean isFinished() {
    return false;
  }

  /** Tells once a second that the child still runs. */
  default void tick(Duration elapsed) {}
}
