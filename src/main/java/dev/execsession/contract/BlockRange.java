package dev.execsession.contract;

import org.jspecify.annotations.Nullable;

/**
 * The blocks to run, by id; all blocks when every component is absent.
 *
 * @param only just this block
 * @param from this block and those after it
 * @param until the blocks up to and including this one
 */
public record BlockRange(@Nullable String only, @Nullable String from, @Nullable String until) {
  public static final BlockRange ALL = new BlockRange(null, null, null);
}
