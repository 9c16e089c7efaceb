/**
 * Judges the commits of a range against plans, without a session: by the plan and configuration of
 * the range's base, with the same judge as a session. Judging changes nothing; a result is
 * recorded, and checks run in the worktree, only when asked.
 */
@NullMarked
package dev.execsession.verify;

import org.jspecify.annotations.NullMarked;
