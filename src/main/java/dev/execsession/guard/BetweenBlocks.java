package dev.execsession.guard;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Denies edits while an agent drives a session and no block is open: a result waits for the person,
 * or the next block was not begun. A shell command is denied where its words name a file of the
 * worktree that it would change.
 *
 * @param say the state of the session, and what to do
 */
record BetweenBlocks(Path root, String say) implements ShellRule.Judge {
  /** Returns why the call must not be made; empty if it may. */
  Optional<String> veto(ToolCall call, Path folder) {
    if (call instanceof ToolCall.Edit) {
      return Optional.of(say);
    }
    if (call instanceof ToolCall.Shell shell) {
      return PatchEnvelope.isIn(shell.command()) && !PatchEnvelope.paths(shell.command()).isEmpty()
          ? Optional.of(say)
          : new ShellRule(this).veto(shell.command(), folder);
    }
    return call instanceof ToolCall.Unknown unknown ? Optional.of(unknown.why()) : Optional.empty();
  }

  @Override
  public Optional<String> write(String path, Path directory) {
    try {
      Path place = directory.toAbsolutePath().resolve(path).normalize();
      return place.startsWith(root) ? Optional.of(say) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean mayCommit() {
    return false;
  }

  @Override
  public String git(String what) {
    return say + " (`" + what + "` rewrites, switches or hides what the session scans)";
  }
}
