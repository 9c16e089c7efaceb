package dev.execsession.process;

import java.util.Map;
import java.util.Optional;

/**
 * A process that can be told from every other one, also after its pid was given away again.
 *
 * @param ticks its start in clock ticks since boot, which setting the clock does not move; 0 when
 *     unknown
 * @param tty the terminal that it stands at; empty without one
 */
public record ProcessIdentity(long pid, long ticks, PidSpace space, String tty) {

  /** Returns this process. */
  public static ProcessIdentity own(Map<String, String> environment) {
    long pid = ProcessHandle.current().pid();
    return new ProcessIdentity(
        pid,
        ProcFs.entry(pid).map(ProcFs.Entry::startTicks).orElse(0L),
        PidSpace.here(environment),
        ProcFs.terminal());
  }

  /**
   * Returns whether the process may still run, as seen from this one: one that cannot be seen from
   * here is taken to run.
   */
  public boolean mayRun(Map<String, String> environment) {
    PidSpace here = PidSpace.here(environment);
    if (space.isGone(here)) {
      return false;
    }
    boolean visible =
        space.isSameAs(here)
            || (space.boot().isEmpty()
                && here.boot().isEmpty()
                && space.host().equals(here.host()));
    if (!visible) {
      return true;
    }
    // The table first: asking Java brings up what it would need to wait for processes.
    Optional<ProcFs.Entry> entry = ProcFs.entry(pid);
    if (entry.isEmpty()) {
      return ProcessHandle.of(pid).isPresent();
    }
    ProcFs.Entry found = entry.get();
    return ticks == 0 || (!found.isDead() && found.startTicks() == ticks);
  }
}
