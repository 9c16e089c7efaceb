/**
 * Vetoes an edit before it happens: reads the one file that a running session leaves beside its
 * journal, judges paths by the scope in it, speaks the hook protocols of coding agents, and writes
 * and removes their settings. Knows neither plans nor journals and asks no git program; what it
 * lets pass is still judged on disk after the block.
 */
@NullMarked
package dev.execsession.guard;

import org.jspecify.annotations.NullMarked;
