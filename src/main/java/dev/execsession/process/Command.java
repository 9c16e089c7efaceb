package dev.execsession.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program to run.
 *
 * @param argv the program and its arguments; a name without {@code /} is looked up on the {@code
 *     PATH} of {@code environment}
 * @param environment the child's whole environment, see {@link ChildEnvironment}
 * @param stdin the file the child reads, {@code /dev/null} when null
 * @param log the file that keeps both output streams, masked; replaced if it exists
 * @param wallLimit how long it may run; zero means no limit
 * @param idleLimit how long it may print nothing; zero means no limit
 * @param keepBytes how much of the output the log keeps, half from the start and half from the end
 * @param cookie the value of {@code EXEC_SESSION_COOKIE} that marks everything this command starts;
 *     unique to the run
 * @param grace how long it may stay silent after reporting that it is finished, see {@link
 *     ProcessListener#isFinished}; zero means no limit
 * @param interactive whether it gets the terminal: its output is not recorded, and it receives
 *     Ctrl-C itself
 * @param enclosure where it may write, and what ends with it; null for neither
 */
public record Command(
    List<String> argv,
    Path directory,
    Map<String, String> environment,
    @Nullable Path stdin,
    Path log,
    Duration wallLimit,
    Duration idleLimit,
    long keepBytes,
    String cookie,
    SecretMask mask,
    Duration grace,
    boolean interactive,
    @Nullable Enclosure enclosure) {
  /** The default limit of kept output: 10 MiB. */
  public static final long KEEP_BYTES = 10L << 20;

  /** The environment variable that marks a command and everything it starts. */
  public static final String COOKIE = "EXEC_SESSION_COOKIE";

  /** Returns the session's id in a cookie. */
  static String sessionOf(String cookie) {
    return cookie.substring(0, Math.max(0, cookie.indexOf('/')));
  }

  public Command {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
    if (argv.isEmpty() || argv.get(0).isEmpty()) {
      throw new IllegalArgumentException("no program to run");
    }
    if (cookie.isEmpty() || cookie.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("not a cookie");
    }
    if (wallLimit.isNegative() || idleLimit.isNegative() || grace.isNegative() || keepBytes < 0) {
      throw new IllegalArgumentException("a limit is negative");
    }
  }
}
