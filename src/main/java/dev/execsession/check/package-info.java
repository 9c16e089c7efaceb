/**
 * Runs the commands that validate a block and returns their results. Never judges what a check
 * changed, never retries, and passes values only by environment, never in a command.
 */
@NullMarked
package dev.execsession.check;

import org.jspecify.annotations.NullMarked;
