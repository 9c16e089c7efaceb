package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;

/**
 * Text without a meaning to this tool, which goes into the brief as written.
 *
 * @param name the author's heading or field name; may be empty
 * @param text Markdown with LF line endings
 */
public record Note(String name, String text, SourceSpan where) {}
