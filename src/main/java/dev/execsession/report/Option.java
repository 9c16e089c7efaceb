package dev.execsession.report;

/**
 * A way to go on from where a session is.
 *
 * @param what it does, in a few words
 * @param command the shell command that does it
 */
public record Option(String what, String command) {}
