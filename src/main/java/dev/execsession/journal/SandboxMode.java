package dev.execsession.journal;

import dev.execsession.json.JsonName;

/** When executors and checks run in a sandbox. */
public enum SandboxMode implements JsonName {
  /** If available, with access to the worktree. */
  AUTO,
  /** Required, with access to the paths that the block includes. */
  ON,
  OFF
}
