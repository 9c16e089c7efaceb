package dev.execsession.cli;

import dev.execsession.text.TextSanitizer;

/**
 * The only place that prints: results on standard output, everything else on standard error, a
 * status line that rewrites itself where a person watches. Lines are written whole; foreign text
 * must come escaped (see {@link TextSanitizer}).
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

  /** Returns whether a status line can rewrite itself. */
  boolean isLive() {
    return live;
  }

  boolean isVerbose() {
    return verbosity == Verbosity.VERBOSE;
  }

  /** Writes a line, or several, of the result. */
  synchronized void result(String text) {
    clearStatus();
    surroundings.out().print(text.endsWith("\n") ? text : text + "\n");
    surroundings.out().flush();
  }

  /** Writes a line about the work; nothing when quiet. */
  synchronized void say(String line) {
    if (verbosity != Verbosity.QUIET) {
      important(line);
    }
  }

  /** Writes a line that even a quiet run shows: problems, questions, the last word. */
  synchronized void important(String line) {
    clearStatus();
    surroundings.err().print((buildLog ? BuildLog.inert(line) : line) + "\n");
    surroundings.err().flush();
  }

  /** Writes a question without a line end. */
  synchronized void prompt(String text) {
    clearStatus();
    surroundings.err().print(text);
    surroundings.err().flush();
  }

  /** Replaces the status line where a person watches; elsewhere does nothing. */
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

  /** Returns the text in a style, on standard error, when colours are wanted there. */
  String styled(Style style, String text) {
    return style.apply(text, colourErr);
  }

  /** Returns whether something could not be written to standard output. */
  boolean outputFailed() {
    return surroundings.out().checkError();
  }

  /** Returns the exit code to end with: when a result could not be written, says so by another. */
  int ended(int exit) {
    if (exit == ExitCode.INTERNAL || !outputFailed()) {
      return exit;
    }
    important("error: standard output could not be written");
    return ExitCode.UNVERIFIABLE;
  }

  /** Writes to the terminal what only moves or resets it; nothing where there is none. */
  synchronized void control(String sequence) {
    if (surroundings.errorIsTerminal() && !"dumb".equals(surroundings.environment().get("TERM"))) {
      surroundings.err().print(sequence);
      surroundings.err().flush();
    }
  }
}
