package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import org.jspecify.annotations.Nullable;

/**
 * Text in a document that its author may mean as a section of the contract.
 *
 * @param name without Markdown
 * @param value the text after the name; for a heading, a code span of its first paragraph; may be
 *     empty
 * @param top whether it is a heading of level 1 or 2, or applies to the whole document
 * @param inBlock whether it is below a block, task, phase or step
 * @param blockLike for a heading similar to a block
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
