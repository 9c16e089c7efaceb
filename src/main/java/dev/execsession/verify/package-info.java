/**
 * Judges the commits of a range against plans, without a session: by the plan and configuration of
 * the range's base, with the same judge as a session. Reads git's objects only; changes nothing.
 */
@NullMarked
package dev.execsession.verify;

import org.jspecify.annotations.NullMarked;
