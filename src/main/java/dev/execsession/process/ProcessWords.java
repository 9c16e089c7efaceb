package dev.execsession.process;

import dev.execsession.text.TextSanitizer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes the outcome of commands, for checks and executors alike. */
public final class ProcessWords {
  /** Error messages of programs about read-only places. */
  private static final List<String> READ_ONLY = List.of("Read-only file system", "EROFS");

  private static final String REMEDY =
      " to `sandbox.writable` in `.exec-session.yml`, or run with `--sandbox off`";

  private ProcessWords() {}

  /** Returns a limit as plans write it: {@code 90s}, {@code 15m}, {@code 2h}. */
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

  /** Returns a sentence about processes left running, on one line; empty if there were none. */
  public static Optional<String> leftovers(ProcessResult result) {
    if (!result.survivors().isEmpty()) {
      return Optional.of("left running and could not be stopped: " + names(result.survivors()));
    }
    return result.ended().isEmpty()
        ? Optional.empty()
        : Optional.of("left running and stopped: " + names(result.ended()));
  }

  /**
   * Returns the remedy for a command that failed because of the sandbox; empty if it shows no sign
   * of that.
   *
   * @param environment the command's
   */
  public static Optional<String> confinedHint(
      ProcessResult result, @Nullable Enclosure enclosure, Map<String, String> environment) {
    if (!(enclosure instanceof Confinement confinement) || result.succeeded()) {
      return Optional.empty();
    }
    Optional<String> place =
        new ClosedPlaces(confinement, environment.get("HOME")).namedIn(result.tail());
    if (place.isPresent()) {
      return Optional.of(
          "the sandbox let it only read `"
              + TextSanitizer.oneLine(place.get())
              + "`: add the folder it needs"
              + REMEDY);
    }
    return READ_ONLY.stream().anyMatch(result.tail()::contains)
        ? Optional.of("the sandbox restricts where it can write: add the folder it needs" + REMEDY)
        : Optional.empty();
  }

  private static String names(List<Survivor> processes) {
    return processes.stream()
        .map(one -> "`" + TextSanitizer.oneLine(one.command()) + "` (pid " + one.pid() + ")")
        .collect(Collectors.joining(", "));
  }
}
