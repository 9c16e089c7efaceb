package dev.execsession.process;

import dev.execsession.text.ForeignText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in words what happened to a command, the same for checks and executors. */
public final class ProcessWords {
  private ProcessWords() {}

  /** Gives a limit as plans write it: {@code 90s}, {@code 15m}, {@code 2h}. */
  public static String limit(Duration limit) {
    long seconds = limit.toSeconds();
    if (seconds == 0 || limit.toMillisPart() != 0) {
      return limit.toMillis() + "ms";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /**
   * Gives a sentence about what a command left running, on one line; empty when it left nothing.
   */
  public static Optional<String> leftovers(ProcessResult result) {
    if (!result.survivors().isEmpty()) {
      return Optional.of("left running, and could not be ended: " + names(result.survivors()));
    }
    return result.ended().isEmpty()
        ? Optional.empty()
        : Optional.of("left running, and ended: " + names(result.ended()));
  }

  private static String names(List<Survivor> processes) {
    return processes.stream()
        .map(one -> "`" + ForeignText.oneLine(one.command()) + "` (pid " + one.pid() + ")")
        .collect(Collectors.joining(", "));
  }
}
