package dev.execsession.executor;

import dev.execsession.process.Enclosure;
import dev.execsession.process.SecretMask;
import java.nio.file.Path;
import java.time.Duration;
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
 * @param timeout overrides the executor's own limit
 * @param idle overrides the executor's own limit
 * @param enclosure the sandbox or process namespace; absent without one
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
    @Nullable Duration timeout,
    @Nullable Duration idle,
    SecretMask mask,
    @Nullable Enclosure enclosure) {
  public ExecutionRequest {
    baseEnvironment = Map.copyOf(baseEnvironment);
  }
}
