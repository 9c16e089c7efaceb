package dev.execsession.contract;

import java.util.Locale;

/** What an option allows a run although the plan, the worktree or its place does not. */
public enum Permission {
  /** Autonomous mode for a plan that asks for stepwise. */
  OVERRIDE_MODE,
  /** Exclusions that only a person can enforce are known to the person. */
  ACK_GUARDS,
  /** Uncommitted changes are there at the start. */
  ALLOW_DIRTY,
  /** Uncommitted work is handed to the first open block. */
  ADOPT,
  /** Changes that were made between two runs are the person's. */
  ACCEPT_BETWEEN,
  /** HEAD is detached at the tip of the plan's branch. */
  ALLOW_DETACHED,
  /** The plan is outside the active folder. */
  ANY_PATH;

  /** Returns the option as typed: {@code --allow-dirty}. */
  public String option() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
