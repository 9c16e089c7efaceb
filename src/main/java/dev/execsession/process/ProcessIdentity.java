package dev.execsession.process;

import java.util.Map;

/**
 * A process that can be told from every other one, also after its pid was given away again.
 *
 * @param ticks its start in clock ticks since boot, which setting the clock does not move; 0 when
 *     unknown
 * @param tty the terminal that it stands at; empty without one
 */
public record ProcessIdentity(long pid, long ticks, PidSpace space, String tty) {

  /** Gives this process. */
  public static ProcessIdentity own(Map<String, String> environment) {
    long pid = ProcessHandle.current().pid();
    return new ProcessIdentity(
        pid,
        ProcFs.entry(pid).map(ProcFs.Entry::startTicks).orElse(0L),
        PidSpace.here(environment),
        ProcFs.terminal());
  }
}
