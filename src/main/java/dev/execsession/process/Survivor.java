package dev.execsession.process;

/**
 * A process that outlived what started it.
 *
 * @param command its command line on one line, cut when it is long; its name in brackets when it
 *     has none
 */
public record Survivor(long pid, String command) {}
