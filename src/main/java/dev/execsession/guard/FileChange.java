package dev.execsession.guard;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a file.
 *
 * @param file relative to the worktree's root
 * @param before absent when there is no such file
 * @param after absent when the file goes
 */
public record FileChange(String file, @Nullable String before, @Nullable String after) {
  /** Returns whether the file stays as it is. */
  public boolean isNothing() {
    return before == null ? after == null : before.equals(after);
  }
}
