package dev.execsession.cli;

/**
 * The help of the whole tool, word for word what the parser makes of the commands. It is in a class
 * because a class archive holds no other files: for one of those Java opens the whole jar.
 */
final class HelpText {
  static final String TEXT =
      """
      Usage: exec-session [-hV] [--quiet] [--stacktrace] [--verbose] [-C=DIR] [--color=WHEN] COMMAND
      Executes an approved plan block by block, within the plan's file scope.
        -C=DIR             Run as if started in DIR.
            --color=WHEN   Color the output: auto, always or never.
            --quiet        Print only problems, prompts and results.
            --verbose      Show the output of commands while they run.
            --stacktrace   Print the stack trace of an internal error.
        -h, --help         Show this help.
        -V, --version      Show the version.
      Commands:
        run       Execute a plan, or resume its unfinished session.
        validate  Check plans and repository; list every problem. Changes nothing.
        status    Show progress by block and the next command.
        report    Render the report of the last (or a named) session.
        rollback  Undo one block: restore its files, or change nothing.
        guard     Deny out-of-scope edits before they happen (files are still checked afterwards).
        demo      Run a plan of three blocks in a throw-away repository.
        help      Show the help of a command.

      Start with: exec-session demo
      Help of a command: exec-session help COMMAND
      """;

  private HelpText() {}
}
