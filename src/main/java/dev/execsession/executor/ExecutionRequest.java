package dev.execsession.executor;

import dev.execsession.agent.Conversation;
import dev.execsession.agent.Usage;
import dev.execsession.process.Enclosure;
import dev.execsession.process.SecretMask;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An attempt at a block.
 *
 * @param planPath the plan, as the user named it
 * @param attempt 1-based
 * @param root the worktree and working directory
 * @param briefFile the existing brief
 * @param resultFile the executor's optional report; deleted before the start. Not below {@code
 *     .git}, where agents may not write
 * @param baseEnvironment see {@link dev.execsession.process.ChildEnvironment}
 * @param cookie unique to this attempt
 * @param enclosure the sandbox or process namespace; absent without one
 * @param launch what an agent is started with
 * @param conversation the agent's conversation to resume; absent for a new one
 * @param used what earlier attempts used of the budget
 */
public record ExecutionRequest(
    String sessionId,
    String planPath,
    String blockId,
    int attempt,
    Path root,
    Path briefFile,
    Path resultFile,
    Path logFile,
    Map<String, String> baseEnvironment,
    String cookie,
    SecretMask mask,
    @Nullable Enclosure enclosure,
    AgentLaunch launch,
    @Nullable Conversation conversation,
    Usage used) {
  public ExecutionRequest {
    baseEnvironment = Map.copyOf(baseEnvironment);
  }
}
