package dev.execsession.check;

import dev.execsession.process.Confinement;
import dev.execsession.process.SecretMask;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a check runs in.
 *
 * @param root the worktree
 * @param environment the child's whole environment
 * @param logFile takes the output; the script is kept beside it as {@code NAME.sh}
 * @param cookie unique to this run of this check
 * @param shell the program that takes the script's name as its last argument, {@link #SHELL} unless
 *     configured
 * @param keepBytes how much of the output the log keeps
 * @param confinement what the check may write; absent when that is everything
 */
public record CheckContext(
    Path root,
    Map<String, String> environment,
    Path logFile,
    String cookie,
    List<String> shell,
    long keepBytes,
    SecretMask mask,
    @Nullable Confinement confinement) {
  /** Ends at the first command that fails and at the first variable that is not set. */
  public static final List<String> SHELL = List.of("sh", "-eu");

  public CheckContext {
    environment = Map.copyOf(environment);
    shell = List.copyOf(shell);
  }
}
