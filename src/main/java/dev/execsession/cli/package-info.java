/**
 * The command line: turns words into requests, shows what the engine tells, asks people, and says
 * how it ended in an exit code. Decides nothing about plans, scope or sessions.
 */
@NullMarked
package dev.execsession.cli;

import org.jspecify.annotations.NullMarked;
