/**
 * Parses {@code .exec-session.yml}, the presets and the {@code EXEC_SESSION_*} environment; the
 * only user of the YAML library. Every scalar is a string, and all problems are reported at once
 * with their position. Never creates an object that a file names, never follows a link, never
 * writes.
 */
@NullMarked
package dev.execsession.config;

import org.jspecify.annotations.NullMarked;
