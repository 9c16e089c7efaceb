package dev.execsession.guard;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A prompt that approves, typed where an agent drives a session; it is still to be judged.
 *
 * @param fields the hook's input
 * @param session the agent's id of the conversation; null if it sent none
 * @param root the worktree's root
 */
public record PromptCall(
    Agent agent,
    ApprovalWords words,
    Map<?, ?> fields,
    @Nullable String session,
    Path root,
    Path commonDir) {
  /** Returns what the conversation's hooks saw. */
  public HookNotes notes() {
    return HookNotes.of(commonDir, agent, session == null ? "" : session);
  }
}
