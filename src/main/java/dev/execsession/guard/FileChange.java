package dev.execsession.guard;

import org.jspecify.annotations.Nullable;

/**
 * A change to a file.
 *
 * @param file relative to the worktree's root
 * @param before null if the file does not exist
 * @param after null if the file is deleted
 */
public record FileChange(String file, @Nullable String before, @Nullable String after) {
  /** Returns whether nothing changes. */
  public boolean isNothing() {
    return before == null ? after == null : before.equals(after);
  }
}
