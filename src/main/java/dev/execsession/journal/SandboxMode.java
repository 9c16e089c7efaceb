package dev.execsession.journal;

import dev.execsession.json.JsonName;

/** How strongly executors and checks are confined. */
public enum SandboxMode implements JsonName {
  /** To the worktree where the machine can do it, not at all elsewhere. */
  AUTO,
  /** To what the block includes; a machine that cannot do it runs nothing. */
  ON,
  /** Not at all. */
  OFF
}
