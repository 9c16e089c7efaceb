package dev.execsession.process;

import java.util.List;

/** Finds what is left of a command by the cookie in its environment. */
public final class Survivors {
  private Survivors() {}

  /**
   * Gives the living processes that carry the cookie, oldest first; empty where the system has no
   * {@code /proc}. A process that was started with an empty environment is not found.
   */
  public static List<Survivor> find(String cookie) {
    return ProcFs.living().stream()
        .filter(entry -> entry.pid() != ProcessHandle.current().pid())
        .filter(entry -> ProcFs.hasVariable(entry.pid(), Command.COOKIE, cookie))
        .map(entry -> new Survivor(entry.pid(), ProcFs.command(entry.pid())))
        .toList();
  }

  /** Tells whether the process that was told with this pid and start is still alive. */
  public static boolean isAlive(long pid, long startTicks) {
    return ProcFs.entry(pid)
        .map(entry -> !entry.isDead() && entry.startTicks() == startTicks)
        .orElse(false);
  }
}
