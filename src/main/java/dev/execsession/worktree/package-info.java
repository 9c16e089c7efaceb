/**
 * Scans the worktree, compares scans, keeps content and restores it. Never follows a link and opens
 * regular files only. What cannot be read stops the session; it never counts as unchanged.
 */
@NullMarked
package dev.execsession.worktree;

import org.jspecify.annotations.NullMarked;
