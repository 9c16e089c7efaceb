package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;

/**
 * Text that means nothing to this tool and goes into the brief as its author wrote it.
 *
 * @param name the author's heading or field name; empty for a text without one
 * @param text Markdown, lines with {@code \n} between them
 */
public record Note(String name, String text, SourceSpan where) {}
