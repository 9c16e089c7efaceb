package dev.execsession.guard;

/**
 * How a hook ends: exit status and what it writes.
 *
 * @param out for standard output, without a line end
 * @param err for standard error, without a line end
 */
public record HookAnswer(int exit, String out, String err) {}
