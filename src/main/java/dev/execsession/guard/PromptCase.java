package dev.execsession.guard;

import dev.execsession.process.ProcessAbove;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A prompt that approves, and what is known about where it came from.
 *
 * @param fields the hook's input
 * @param session the agent's id of the conversation; null if it sent none
 * @param environment of the hook
 * @param above the processes above the hook, the nearest first
 * @param settings the digest of the hook settings now
 * @param noted what the conversation's hooks saw
 * @param begun what the session has on record about the agent that began the block; null if it
 *     began none
 */
public record PromptCase(
    Agent agent,
    Map<?, ?> fields,
    @Nullable String session,
    Map<String, String> environment,
    List<ProcessAbove> above,
    String settings,
    Conversation noted,
    @Nullable Begun begun) {
  public PromptCase {
    environment = Map.copyOf(environment);
    above = List.copyOf(above);
  }

  /**
   * The agent at {@code begin}.
   *
   * @param agent its name
   * @param session its id of the conversation; null if unknown
   * @param pid its process; null if unknown
   * @param ticks the start of that process since boot; null if unknown
   * @param settings the digest of the hook settings; null if unknown
   */
  public record Begun(
      String agent,
      @Nullable String session,
      @Nullable Long pid,
      @Nullable Long ticks,
      @Nullable String settings) {}
}
