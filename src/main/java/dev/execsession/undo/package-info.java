/**
 * Undoes and redoes the changes of one block to the worktree's files, completely or not at all.
 * Knows neither plan nor gate.
 */
@NullMarked
package dev.execsession.undo;

import org.jspecify.annotations.NullMarked;
