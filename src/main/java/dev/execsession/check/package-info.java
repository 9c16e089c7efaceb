/**
 * Runs the commands that validate a block and says how each ended. Never judges what a check
 * changed, never retries, and never puts a value into a command: values go by environment.
 */
@NullMarked
package dev.execsession.check;

import org.jspecify.annotations.NullMarked;
