package dev.execsession.check;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One command that must end as expected.
 *
 * @param command the script, given to the shell byte for byte
 * @param directory where it runs, relative to the worktree's root; the root when absent
 * @param timeout how long it may run; zero means as long as it likes
 * @param idle how long it may print nothing; zero means as long as it likes
 * @param shell the shell that runs it; the configured one when absent
 * @param pipefail whether a pipe fails with any of its commands, where the shell can do that
 * @param mustFailBefore whether it is to fail before the block's work
 * @param completion whether it runs once at the end of the session instead of after a block
 */
public record CheckSpec(
    String command,
    @Nullable String directory,
    Duration timeout,
    Duration idle,
    int expectExit,
    Origin by,
    @Nullable String shell,
    boolean pipefail,
    boolean mustFailBefore,
    boolean completion) {
  public CheckSpec {
    if (command.isBlank()) {
      throw new IllegalArgumentException("a check without a command");
    }
  }
}
