/**
 * Starts child processes and sees them end: limits, capped and masked output, the whole tree. Never
 * goes through a shell by itself, never prints, and never leaves a process behind without naming
 * it.
 */
@NullMarked
package dev.execsession.process;

import org.jspecify.annotations.NullMarked;
