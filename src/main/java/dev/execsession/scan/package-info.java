/**
 * What is in the worktree, and what differs from an earlier look, judged by the contract. Changes
 * nothing in the worktree and decides nothing.
 */
@NullMarked
package dev.execsession.scan;

import org.jspecify.annotations.NullMarked;
