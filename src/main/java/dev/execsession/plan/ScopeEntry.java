package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import org.jspecify.annotations.Nullable;

/**
 * One pattern of a scope.
 *
 * @param pattern a gitignore pattern relative to the repository's root, {@code api/src/**}; never
 *     absolute, never climbing out, {@code ./} in front and a line number behind dropped, {@code
 *     /...} at its end read as {@code /**}
 * @param note what the author wrote behind it, {@code only the limits key}
 * @param where the code span or line that names it
 */
public record ScopeEntry(String pattern, @Nullable String note, SourceSpan where) {}
