package dev.execsession.ci;

/**
 * Long output that a build log shows folded.
 *
 * @param text over several lines
 */
public record LogGroup(String title, String text) {}
