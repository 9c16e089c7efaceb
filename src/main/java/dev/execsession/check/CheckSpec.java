package dev.execsession.check;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A command with an expected exit status.
 *
 * @param command the script, passed to the shell unchanged
 * @param directory its working directory, relative to the worktree's root; the root when absent
 * @param timeout maximum run time; zero for none
 * @param idle maximum time without output; zero for none
 * @param shell the configured one when absent
 * @param pipefail whether a pipeline fails with any of its commands, if the shell supports it
 * @param mustFailBefore whether it must fail before the block's work
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

  /** Returns what two checks have in common that are one: folder, command and expected status. */
  public String identity() {
    String folder = directory == null || directory.equals(".") ? "" : directory;
    return folder + " " + expectExit + " " + command.strip();
  }
}
