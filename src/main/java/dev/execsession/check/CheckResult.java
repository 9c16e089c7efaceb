package dev.execsession.check;

import dev.execsession.process.Survivor;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a check ended.
 *
 * @param exit the exit status; absent when it did not end by itself
 * @param signal the signal that ended it without {@code SIG}: {@code SEGV}
 * @param outputBytes how much it printed, kept in the log or not
 * @param tail the last lines it printed, masked; not safe to print raw
 * @param explanation one sentence for people: what went wrong or, on a check that passed, what is
 *     worth knowing; absent when there is nothing to say
 * @param survivors processes of the check that could not be ended
 */
public record CheckResult(
    String command,
    Status status,
    @Nullable Integer exit,
    @Nullable String signal,
    long durationMs,
    long outputBytes,
    Path log,
    String tail,
    Origin by,
    @Nullable String explanation,
    List<Survivor> survivors) {
  public CheckResult {
    survivors = List.copyOf(survivors);
  }

  /** The kinds of end, as reports name them. */
  public enum Status {
    PASSED,
    FAILED,
    TIMEOUT,
    SIGNAL,
    /** It could not be started, or this tool was stopped. */
    NOT_RUN
  }

  public boolean passed() {
    return status == Status.PASSED;
  }
}
