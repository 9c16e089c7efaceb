package dev.execsession.process;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a command.
 *
 * @param exit the exit status; null if it did not exit by itself
 * @param signal the signal that ended it without {@code SIG}: {@code SEGV}. A status of 128 + n
 *     counts as a signal, because shells report signals so.
 * @param durationMs how long it ran, by a monotonic clock
 * @param outputBytes how much it printed, whether kept or not
 * @param tail the last lines of output, at most 40 lines and 8 KiB, masked; not escaped
 * @param ended processes that it left running and that were stopped
 * @param survivors processes that could not be stopped
 * @param startError why it never ran: a sentence in lower case
 */
public record ProcessResult(
    Ending ending,
    @Nullable Integer exit,
    @Nullable String signal,
    long durationMs,
    long outputBytes,
    Path log,
    String tail,
    List<Survivor> ended,
    List<Survivor> survivors,
    @Nullable String startError) {
  public ProcessResult {
    ended = List.copyOf(ended);
    survivors = List.copyOf(survivors);
  }

  /** Returns whether it exited by itself with status 0. */
  public boolean succeeded() {
    return ending == Ending.EXITED && exit != null && exit == 0;
  }

  /**
   * Returns the result of a command that never ran.
   *
   * @param ending why not
   */
  public static ProcessResult notStarted(Ending ending, Path log, @Nullable String why) {
    return new ProcessResult(ending, null, null, 0, 0, log, "", List.of(), List.of(), why);
  }
}
