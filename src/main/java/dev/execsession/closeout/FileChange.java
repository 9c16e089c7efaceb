package dev.execsession.closeout;

import org.jspecify.annotations.Nullable;

/**
 * A file to write or remove.
 *
 * @param path relative to the worktree's root
 * @param before null when there is no file yet
 * @param after null when it is removed
 * @param movedFrom the path whose file it continues; absent for any other
 */
@SuppressWarnings("ArrayRecordComponent") // handed from the plan of changes to their writer
public record FileChange(
    String path, byte @Nullable [] before, byte @Nullable [] after, @Nullable String movedFrom) {}
