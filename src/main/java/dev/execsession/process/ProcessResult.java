package dev.execsession.process;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a command.
 *
 * @param exit the exit status; absent when it did not end by itself
 * @param signal the signal that ended it without {@code SIG}: {@code SEGV}. A status of 128 + n is
 *     how a shell passes a signal on and counts as one.
 * @param durationMs how long it ran, by the clock that never jumps
 * @param outputBytes how much it printed, kept or not
 * @param tail the last lines it printed, at most 40 lines and 8 KiB, masked; not safe to print raw
 * @param ended what it left running and was ended behind it
 * @param survivors what could not be ended
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

  /** Returns whether it ended by itself with exit status 0. */
  public boolean succeeded() {
    return ending == Ending.EXITED && exit != null && exit == 0;
  }

  static ProcessResult notStarted(Ending ending, Path log, @Nullable String why) {
    return new ProcessResult(ending, null, null, 0, 0, log, "", List.of(), List.of(), why);
  }
}
