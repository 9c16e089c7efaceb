/**
 * The command line: parses words into requests, prints the engine's events, prompts people, and
 * maps results to exit codes. Decides nothing about plans, scope or sessions.
 */
@NullMarked
package dev.execsession.cli;

import org.jspecify.annotations.NullMarked;
