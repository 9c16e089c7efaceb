/**
 * What stands in the worktree, what changed between two looks, what is kept of it, and how it is
 * brought back. Never follows a link and never opens anything but a regular file. What cannot be
 * read is a stop, never "no change".
 */
@NullMarked
package dev.execsession.worktree;

import org.jspecify.annotations.NullMarked;
