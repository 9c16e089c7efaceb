package dev.execsession.process;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command of a session that started this process, however many processes are in between.
 *
 * @param cookie in the command's environment
 * @param since a moment shortly before the command started; {@link Instant#MAX} if unknown
 */
public record Enclosing(String cookie, Instant since) {

  public String session() {
    return Command.sessionOf(cookie);
  }

  /** Returns the words of a refusal that name the session. */
  public static String startedBy(String session) {
    return "a command of session `" + session + "` started this";
  }

  /**
   * Returns the outermost command; empty outside of any. Processes whose environment cannot be read
   * are passed over, and without a process table only this process is looked at.
   *
   * @param environment of this process
   */
  public static Optional<Enclosing> find(Map<String, String> environment) {
    long pid = ProcessHandle.current().pid();
    String own = environment.get(Command.COOKIE);
    @Nullable Enclosing outermost = own == null ? null : of(own, pid);
    Set<Long> seen = new HashSet<>();
    Optional<ProcFs.Entry> next = ProcFs.entry(pid);
    while (next.isPresent() && seen.add(next.get().pid())) {
      long here = next.get().pid();
      outermost =
          ProcFs.variable(here, Command.COOKIE).map(cookie -> of(cookie, here)).orElse(outermost);
      next = ProcFs.entry(next.get().parent());
    }
    return Optional.ofNullable(outermost);
  }

  private static Enclosing of(String cookie, long pid) {
    return new Enclosing(
        cookie,
        ProcessHandle.of(pid)
            .flatMap(handle -> handle.info().startInstant())
            // The system's clock of processes may be off by a second.
            .map(started -> started.minusSeconds(1))
            .orElse(Instant.MAX));
  }
}
