package dev.execsession.check;

import dev.execsession.process.Enclosure;
import dev.execsession.process.SecretMask;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment of a check.
 *
 * @param root the worktree
 * @param environment the complete environment of the process
 * @param logFile receives the output; the script is kept next to it as {@code NAME.sh}
 * @param cookie unique to this run of this check
 * @param shell the program to run with the script's name as its last argument, {@link #SHELL}
 *     unless configured
 * @param keepBytes maximum size of the log
 * @param enclosure the sandbox or process namespace; absent without one
 */
public record CheckContext(
    Path root,
    Map<String, String> environment,
    Path logFile,
    String cookie,
    List<String> shell,
    long keepBytes,
    SecretMask mask,
    @Nullable Enclosure enclosure) {
  /** Exits at the first command that fails or variable that is not set. */
  public static final List<String> SHELL = List.of("sh", "-eu");

  public CheckContext {
    environment = Map.copyOf(environment);
    shell = List.copyOf(shell);
  }
}
