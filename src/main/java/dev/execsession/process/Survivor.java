package dev.execsession.process;

/**
 * A process that outlived its parent.
 *
 * @param command its command line on one line, cut if long; its name in brackets if it has none
 */
public record Survivor(long pid, String command) {}
