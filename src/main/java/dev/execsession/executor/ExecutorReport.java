package dev.execsession.executor;

import dev.execsession.problem.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an executor says about its work. It can stop a block and never pass one. Texts are as the
 * executor wrote them: not masked, not safe to print raw.
 *
 * @param attestations what it says of each policy, by the policy's id
 */
public record ExecutorReport(
    Status status,
    @Nullable String summary,
    List<String> notes,
    List<String> risks,
    Map<String, Claim> attestations,
    @Nullable Escalate escalate) {
  public ExecutorReport {
    notes = List.copyOf(notes);
    risks = List.copyOf(risks);
    attestations = Map.copyOf(attestations);
  }

  /** What the executor calls the state of its work. */
  public enum Status {
    DONE,
    BLOCKED,
    /** It did not say. */
    ABSENT
  }

  /** Why an executor wants the plan looked at again. */
  public enum Reason {
    OBJECTIVE,
    ARCHITECTURE,
    DEPENDENCY,
    SCOPE
  }

  /** A request to go back to planning. */
  public record Escalate(Reason reason, String detail) {}

  /** A result file that was read: at most one of the two is there, neither when there was none. */
  record Read(@Nullable ExecutorReport report, @Nullable Problem problem) {}
}
