/**
 * Runs child processes and stops their process trees: limits, capped and masked output. Never uses
 * a shell by itself, never prints, and never leaves a process behind without reporting it.
 */
@NullMarked
package dev.execsession.process;

import org.jspecify.annotations.NullMarked;
