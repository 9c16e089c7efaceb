/**
 * Scans the worktree and judges the differences by the contract. Changes nothing in the worktree
 * and decides nothing.
 */
@NullMarked
package dev.execsession.scan;

import org.jspecify.annotations.NullMarked;
