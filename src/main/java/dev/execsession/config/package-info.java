/**
 * Reads {@code .exec-session.yml}, the shipped presets and the {@code EXEC_SESSION_*} environment
 * into values; the only user of the YAML library. Every scalar is text, every complaint has its
 * place, all complaints come at once. Never builds an object that a file names, never follows a
 * link, never writes.
 */
@NullMarked
package dev.execsession.config;

import org.jspecify.annotations.NullMarked;
