package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import org.jspecify.annotations.Nullable;

/**
 * Something in a document that may be what its author means by a section of the contract.
 *
 * @param name the name as a reader sees it
 * @param value what follows the name on its line; below a heading, a code span of its first
 *     paragraph; may be empty
 * @param top whether it is a heading of level 1 or 2, or describes the whole document
 * @param inBlock whether it is below a block, task, phase or step
 * @param blockLike the block a heading opens
 */
record Sighting(
    String name,
    String key,
    String value,
    SourceSpan where,
    Kind kind,
    boolean top,
    boolean inBlock,
    @Nullable BlockLike blockLike) {
  enum Kind {
    HEADING,
    BLOCK_HEADING,
    FIELD,
    FRONT_MATTER,
    TAG
  }

  boolean isHeading() {
    return kind == Kind.HEADING || kind == Kind.BLOCK_HEADING;
  }
}
