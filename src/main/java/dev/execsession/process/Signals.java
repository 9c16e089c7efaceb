package dev.execsession.process;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of Linux's signals 1 to 31, without {@code SIG}. */
public final class Signals {
  private static final String[] NAMES =
      ("HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP"
              + " TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS")
          .split(" ", -1);

  /** Signals that are ignored, stop a process, or are never sent, unless a program handles them. */
  private static final Set<String> HARMLESS =
      Set.of("STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "WINCH");

  private Signals() {}

  /**
   * Returns the signal for an exit status of 128 + n: {@code KILL} for 137. Signals that end no
   * process are none: programs exit with such a status themselves.
   */
  public static Optional<String> ofStatus(int status) {
    int number = status - 128;
    return number >= 1 && number <= NAMES.length && !HARMLESS.contains(NAMES[number - 1])
        ? Optional.of(NAMES[number - 1])
        : Optional.empty();
  }

  /**
   * Returns {@code KILL (status 137)}: a program can exit with that status itself, and one in a
   * container or on another machine is ended by a signal that only its status shows.
   */
  public static String withStatus(@Nullable String name) {
    OptionalInt status = name == null ? OptionalInt.empty() : statusOf(name);
    return name + (status.isPresent() ? " (status " + status.getAsInt() + ")" : "");
  }

  /** Returns the exit status that a shell reports for a signal: 137 for {@code KILL}. */
  public static OptionalInt statusOf(String name) {
    for (int i = 0; i < NAMES.length; i++) {
      if (NAMES[i].equals(name)) {
        return OptionalInt.of(129 + i);
      }
    }
    return OptionalInt.empty();
  }
}
