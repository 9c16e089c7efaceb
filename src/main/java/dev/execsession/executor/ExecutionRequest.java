package dev.execsession.executor;

import dev.execsession.process.Confinement;
import dev.execsession.process.SecretMask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one block.
 *
 * @param planPath the plan, as the user named it
 * @param attempt 1 for the first
 * @param root the worktree, where the executor runs
 * @param briefFile the brief, written already
 * @param resultFile where the executor may report; emptied before it starts. Agents may not write
 *     below {@code .git}: choose a place outside it
 * @param baseEnvironment see {@link dev.execsession.process.ChildEnvironment}
 * @param cookie unique to this attempt
 * @param timeout in place of the executor's own limit
 * @param idle in place of the executor's own limit
 * @param confinement what the executor may write; absent when that is everything
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
    @Nullable Confinement confinement) {
  public ExecutionRequest {
    baseEnvironment = Map.copyOf(baseEnvironment);
  }
}
