package dev.execsession.cli;

/**
 * The help of the whole tool, word for word what the parser makes of the commands. It stands in a
 * class because a class archive holds no other files: for one of those Java opens the whole jar.
 */
final class HelpText {
  static final String TEXT =
      """
      Usage: exec-session [-hV] [--quiet] [--stacktrace] [--verbose] [-C=DIR] [--color=WHEN] COMMAND
      Executes an approved plan block by block, without drifting from it.
        -C=DIR             Work as if started in DIR.
            --color=WHEN   Colour the output: auto, always or never.
            --quiet        Say only problems, questions and results.
            --verbose      Show what commands print while they run.
            --stacktrace   Show the trace of an internal error.
        -h, --help         Show this help.
        -V, --version      Show the version.
      Commands:
        run       Execute the plan; resume its unfinished session.
        validate  Tell every problem of each plan and of the repository; change nothing.
        status    Tell where the session stands, block by block, and what comes next.
        report    Render the report of the last, or a named, session again.
        rollback  Undo exactly one block: its files are again as it found them, or none is touched.
        guard     Veto an edit before it happens; the disk is still judged after the block.
        demo      Run a plan of three blocks in a throw-away repository, to see the whole thing.

      Start with: exec-session demo
      """;

  private HelpText() {}
}
