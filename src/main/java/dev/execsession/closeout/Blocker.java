package dev.execsession.closeout;

/**
 * Why a plan cannot be closed yet.
 *
 * @param what a block, or the plan
 * @param why in a sentence
 * @param command resolves it
 */
public record Blocker(String what, String why, String command) {}
