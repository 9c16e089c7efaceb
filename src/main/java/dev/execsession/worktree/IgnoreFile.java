package dev.execsession.worktree;

import dev.execsession.text.TreePath;

/**
 * The text of one ignore file.
 *
 * @param folder the folder its patterns are relative to; the root for the user's and the
 *     repository's own
 * @param text one char per byte
 */
public record IgnoreFile(TreePath folder, String text) {}
