package dev.execsession.executor;

import dev.execsession.problem.Problem;
import dev.execsession.process.ProcessResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt. That it did not fail does not make the block done.
 *
 * @param report what the executor reported, absent when it reported nothing usable
 * @param notes what is worth telling: {@code claude was denied 2 tool calls: Bash}
 * @param reason why it failed, one sentence; absent when it did not
 * @param problem what is wrong with the result file or with the start
 */
public record ExecutorOutcome(
    ProcessResult process,
    @Nullable ExecutorReport report,
    List<String> notes,
    @Nullable String reason,
    @Nullable Problem problem) {
  public ExecutorOutcome {
    notes = List.copyOf(notes);
  }

  public boolean failed() {
    return reason != null;
  }
}
