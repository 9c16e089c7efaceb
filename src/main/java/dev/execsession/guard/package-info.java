/**
 * Denies forbidden edits before they happen: reads the one file that a running session keeps next
 * to its journal, judges paths by the scope in it, speaks the hook protocols of coding agents, and
 * installs and removes their settings. Knows neither plans nor journals and runs no git program;
 * whatever it allows is still checked on disk after the block.
 */
@NullMarked
package dev.execsession.guard;

import org.jspecify.annotations.NullMarked;
