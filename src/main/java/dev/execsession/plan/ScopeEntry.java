package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of a scope.
 *
 * @param pattern a gitignore pattern relative to the repository's root, {@code api/src/**}; without
 *     {@code ..}, leading {@code ./} and line numbers, and with {@code /**} for {@code /...}
 * @param note the author's text after it, {@code only the limits key}
 * @param where its code span or line
 */
public record ScopeEntry(String pattern, @Nullable String note, SourceSpan where) {}
