/**
 * Takes back what one block did to the worktree's files, or puts it back: all of it, or nothing.
 * Knows neither plan nor gate.
 */
@NullMarked
package dev.execsession.undo;

import org.jspecify.annotations.NullMarked;
