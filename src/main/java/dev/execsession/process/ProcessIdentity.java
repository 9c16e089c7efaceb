package dev.execsession.process;

import java.util.Map;
import java.util.Optional;

/**
 * A process that cannot be confused with another one, even after its pid was reused.
 *
 * @param ticks its start in clock ticks since boot, independent of clock changes; 0 if unknown
 * @param tty its terminal; empty if there is none
 */
public record ProcessIdentity(long pid, long ticks, PidSpace space, String tty) {

  public static ProcessIdentity own(Map<String, String> environment) {
    long pid = ProcessHandle.current().pid();
    return new ProcessIdentity(
        pid,
        ProcFs.entry(pid).map(ProcFs.Entry::startTicks).orElse(0L),
        PidSpace.here(environment),
        ProcFs.terminal());
  }

  /** Returns whether the process may still be running; true if it is not visible from here. */
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
    // Reads the table first: Java's own API would initialize what it needs to wait for processes.
    Optional<ProcFs.Entry> entry = ProcFs.entry(pid);
    if (entry.isEmpty()) {
      return ProcessHandle.of(pid).isPresent();
    }
    ProcFs.Entry found = entry.get();
    return ticks == 0 || (!found.isDead() && found.startTicks() == ticks);
  }
}
