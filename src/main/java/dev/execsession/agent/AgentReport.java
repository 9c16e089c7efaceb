package dev.execsession.agent;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's output says about its work. Text is neither masked nor escaped.
 *
 * @param failure why the work counts as failed, even with exit status 0; absent when it does not
 * @param notes remarks, such as tool calls that were denied
 * @param complete whether the output is complete and reports no failure; only for formats that mark
 *     their end
 * @param message its last message
 * @param result its answer in the form that was asked for, if it gives one apart from its message
 * @param model the model that it worked with
 * @param conversation the id under which the agent can resume the conversation
 * @param retryAt when it may go on, if a limit of its provider stopped it
 * @param unknownConversation whether it failed because the conversation to resume is gone
 */
public record AgentReport(
    @Nullable String failure,
    List<String> notes,
    boolean complete,
    @Nullable String message,
    @Nullable Map<String, ?> result,
    @Nullable String model,
    @Nullable String conversation,
    Usage usage,
    @Nullable Instant retryAt,
    boolean unknownConversation) {
  /** The report of a program without one. */
  public static final AgentReport NONE =
      new AgentReport(null, List.of(), false, null, null, null, null, Usage.NONE, null, false);

  public AgentReport {
    notes = List.copyOf(notes);
  }

  /** Returns the report with what earlier starts used added. */
  public AgentReport after(Usage earlier) {
    return new AgentReport(
        failure,
        notes,
        complete,
        message,
        result,
        model,
        conversation,
        earlier.plus(usage),
        retryAt,
        unknownConversation);
  }
}
