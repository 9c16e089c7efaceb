package dev.execsession.process;

import java.util.ArrayList;
import java.util.List;

/** Finds processes of commands whose tool is gone; none if the system has no process table. */
public final class Survivors {
  private Survivors() {}

  /** A process and the cookie in its environment, which identifies its session. */
  public record Marked(Survivor process, String cookie) {
    public String session() {
      return Command.sessionOf(cookie);
    }
  }

  /**
   * Returns the living processes whose cookie begins with this text, oldest first. Processes with
   * an empty environment are not found.
   */
  public static List<Marked> find(String prefix) {
    List<Marked> found = new ArrayList<>();
    for (ProcFs.Entry entry : ProcFs.living()) {
      if (entry.pid() != ProcessHandle.current().pid()) {
        ProcFs.variable(entry.pid(), Command.COOKIE)
            .filter(cookie -> cookie.startsWith(prefix))
            .ifPresent(cookie -> found.add(new Marked(survivor(entry), cookie)));
      }
    }
    return found;
  }

  /**
   * Returns the living processes of a command, given its recorded pid and start: the process, and
   * others in the session that it led. A reused pid is not matched.
   */
  public static List<Survivor> of(long pid, long startTicks) {
    List<ProcFs.Entry> table = ProcFs.living();
    if (startTicks <= 0
        || ProcFs.entry(pid).filter(entry -> entry.startTicks() != startTicks).isPresent()) {
      return List.of();
    }
    return table.stream()
        .filter(entry -> entry.pid() == pid || entry.session() == pid || entry.group() == pid)
        .filter(entry -> entry.startTicks() >= startTicks)
        .filter(entry -> entry.pid() != ProcessHandle.current().pid())
        .map(Survivors::survivor)
        .toList();
  }

  private static Survivor survivor(ProcFs.Entry entry) {
    return new Survivor(entry.pid(), ProcFs.command(entry.pid()));
  }
}
