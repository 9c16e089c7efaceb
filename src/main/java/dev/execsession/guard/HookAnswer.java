package dev.execsession.guard;

/**
 * A hook's exit status and output.
 *
 * @param out for standard output, without a line end
 * @param err for standard error, without a line end
 */
public record HookAnswer(int exit, String out, String err) {}
