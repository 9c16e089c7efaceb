package dev.execsession.cli;

import dev.execsession.text.TextSanitizer;

/**
 * The only class that prints: results on standard output, everything else on standard error, and a
 * status line on a terminal. Lines are written whole; untrusted text must be escaped by the caller
 * (see {@link TextSanitizer}).
 */
final class Console {
  private final Surroundings surroundings;
  private final boolean colourErr;
  private final boolean live;
  private final Verbosity verbosity;
  private boolean statusShown;
  private final boolean buildLog;

  enum Verbosity {
    QUIET,
    NORMAL,
    VERBOSE
  }

  enum ColourWish {
    AUTO,
    ALWAYS,
    NEVER
  }

  Console(Surroundings surroundings, ColourWish wish, Verbosity verbosity) {
    this.surroundings = surroundings;
    this.verbosity = verbosity;
    boolean dumb =
        surroundings.has("NO_COLOR") || "dumb".equals(surroundings.environment().get("TERM"));
    this.colourErr = colour(wish, dumb, surroundings.errorIsTerminal());
    this.live =
        surroundings.errorIsTerminal()
            && !"dumb".equals(surroundings.environment().get("TERM"))
            && verbosity != Verbosity.QUIET;
    this.buildLog = BuildLog.isRead(surroundings.environment());
  }

  private static boolean colour(ColourWish wish, boolean dumb, boolean terminal) {
    return wish == ColourWish.ALWAYS || (wish == ColourWish.AUTO && terminal && !dumb);
  }

  /** Returns whether a status line can be shown. */
  boolean isLive() {
    return live;
  }

  boolean isVerbose() {
    return verbosity == Verbosity.VERBOSE;
  }

  /** Prints one or more lines of the result. */
  synchronized void result(String text) {
    clearStatus();
    surroundings.out().print(text.endsWith("\n") ? text : text + "\n");
    surroundings.out().flush();
  }

  /** Prints a progress line, unless quiet. */
  synchronized void say(String line) {
    if (verbosity != Verbosity.QUIET) {
      important(line);
    }
  }

  /** Prints a line even when quiet: problems, prompts, results. */
  synchronized void important(String line) {
    clearStatus();
    surroundings.err().print((buildLog ? BuildLog.inert(line) : line) + "\n");
    surroundings.err().flush();
  }

  /** Prints a prompt without a line end. */
  synchronized void prompt(String text) {
    clearStatus();
    surroundings.err().print(text);
    surroundings.err().flush();
  }

  /** Replaces the status line; does nothing without a terminal. */
  synchronized void status(String line) {
    if (live) {
      surroundings.err().print("\r" + line + "\u001b[K");
      surroundings.err().flush();
      statusShown = true;
    }
  }

  private void clearStatus() {
    if (statusShown) {
      surroundings.err().print("\r\u001b[K");
      statusShown = false;
    }
  }

  /** Returns the text in a style if standard error is coloured. */
  String styled(Style style, String text) {
    return style.apply(text, colourErr);
  }

  /** Returns whether writing to standard output failed. */
  boolean outputFailed() {
    return surroundings.out().checkError();
  }

  /** Returns the exit code, replaced if a result could not be written. */
  int ended(int exit) {
    if (exit == ExitCode.INTERNAL || !outputFailed()) {
      return exit;
    }
    important("error: cannot write to standard output");
    return ExitCode.UNVERIFIABLE;
  }

  /** Writes a control sequence to the terminal, if there is one. */
  synchronized void control(String sequence) {
    if (surroundings.errorIsTerminal() && !"dumb".equals(surroundings.environment().get("TERM"))) {
      surroundings.err().print(sequence);
      surroundings.err().flush();
    }
  }
}
