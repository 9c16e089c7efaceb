package dev.execsession.check;

import dev.execsession.process.Survivor;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a check ended.
 *
 * @param exit the exit status; absent when it was killed or not started
 * @param signal the signal that ended it, without {@code SIG}: {@code SEGV}
 * @param outputBytes the size of its output, whether or not kept in the log
 * @param tail its last lines of output, with secrets masked; unsafe to print unescaped
 * @param explanation a sentence about the failure, or a remark about a passed check; may be absent
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

  public enum Status {
    PASSED,
    FAILED,
    TIMEOUT,
    SIGNAL,
    /** The check could not be started, or this tool was stopped. */
    NOT_RUN
  }

  public boolean passed() {
    return status == Status.PASSED;
  }
}
