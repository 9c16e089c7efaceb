package dev.execsession.git;

import org.jspecify.annotations.Nullable;

/**
 * A change to HEAD or a ref.
 *
 * @param ref the full name, {@code refs/heads/main}, or {@code HEAD}
 * @param before where it pointed; absent when it was made
 * @param after where it points; absent when it was deleted
 * @param sentence what happened, as a lower-case sentence with names in backticks
 */
public record RefChange(
    String ref,
    @Nullable String before,
    @Nullable String after,
    RefChangeKind kind,
    String sentence) {}
