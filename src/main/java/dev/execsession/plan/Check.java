package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A command that validates a block or the plan.
 *
 * @param command the exact script: a code span's content, or all lines of a fence, without a final
 *     line feed
 * @param directory the folder to run in, relative to the worktree's root: {@code web}; absent for
 *     the root
 * @param timeout set by the plan
 * @param expectExit the status that means success, 0 to 255
 * @param atCompletion whether it runs once, after the last block, instead of after each
 * @param note the author's text after the command
 * @param shell the shell that the fence's tag names, {@code bash} or {@code zsh}; absent for the
 *     configured one
 * @param pipefail whether a pipeline fails with any of its commands
 * @param mustFailBefore whether it must fail before the block's work and pass after it
 */
public record Check(
    String command,
    @Nullable String directory,
    @Nullable Duration timeout,
    int expectExit,
    boolean atCompletion,
    @Nullable String note,
    @Nullable String shell,
    boolean pipefail,
    boolean mustFailBefore,
    SourceSpan where) {
  public Check {
    if (command.isBlank() || expectExit < 0 || expectExit > 255) {
      throw new IllegalArgumentException("not a check: " + command);
    }
  }
}
