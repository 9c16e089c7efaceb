package dev.execsession.contract;

import org.jspecify.annotations.Nullable;

/**
 * Which blocks of a plan a run is about, by id; everything absent means all.
 *
 * @param only exactly this block
 * @param from this block and those behind it
 * @param until the blocks up to and including this one
 */
public record BlockRange(@Nullable String only, @Nullable String from, @Nullable String until) {
  public static final BlockRange ALL = new BlockRange(null, null, null);
}
