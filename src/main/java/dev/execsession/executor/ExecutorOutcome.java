package dev.execsession.executor;

import dev.execsession.agent.AgentReport;
import dev.execsession.problem.Problem;
import dev.execsession.process.ProcessResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of an attempt. An attempt that did not fail does not complete the block.
 *
 * @param report the executor's report; absent when there is none, or it is invalid
 * @param notes remarks such as {@code claude was denied 2 tool calls: Bash}
 * @param agent what the agent's output says
 * @param reason why it failed, a sentence; absent when it did not
 * @param problem with the result file or the start
 */
public record ExecutorOutcome(
    ProcessResult process,
    @Nullable ExecutorReport report,
    List<String> notes,
    AgentReport agent,
    @Nullable String reason,
    @Nullable Problem problem) {
  public ExecutorOutcome {
    notes = List.copyOf(notes);
  }

  public boolean failed() {
    return reason != null;
  }
}
