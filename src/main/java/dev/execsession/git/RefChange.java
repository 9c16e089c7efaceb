package dev.execsession.git;

import org.jspecify.annotations.Nullable;

/**
 * A change to HEAD or a ref.
 *
 * @param ref the full name, {@code refs/heads/main}, or {@code HEAD}
 * @param before where it pointed; null if it was created
 * @param after where it points; null if it was deleted
 * @param sentence a lower-case sentence with names in backticks
 */
public record RefChange(
    String ref,
    @Nullable String before,
    @Nullable String after,
    RefChangeKind kind,
    String sentence) {}
