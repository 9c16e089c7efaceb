package dev.execsession.executor;

import dev.execsession.problem.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An executor's report about its work. It can stop a block but never complete one. Text is neither
 * masked nor escaped.
 *
 * @param attestations claims by policy id
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

  /** Returns whether the report stops the block. */
  boolean stops() {
    return status == Status.BLOCKED || escalate != null;
  }

  /** The state of the work, as reported. */
  public enum Status {
    DONE,
    BLOCKED,
    /** Not reported. */
    ABSENT
  }

  /** Why an executor escalates. */
  public enum Reason {
    OBJECTIVE,
    ARCHITECTURE,
    DEPENDENCY,
    SCOPE
  }

  /** A request to escalate. */
  public record Escalate(Reason reason, String detail) {}

  /** The content of a result file: a report or a problem; neither when there is no file. */
  record Read(@Nullable ExecutorReport report, @Nullable Problem problem) {}
}
