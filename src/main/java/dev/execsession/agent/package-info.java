/**
 * Promise: reads what coding agents print about their work, line by line: tool calls, messages,
 * denials, failures, usage. It starts nothing, reads no file, and decides nothing.
 */
@NullMarked
package dev.execsession.agent;

import org.jspecify.annotations.NullMarked;
