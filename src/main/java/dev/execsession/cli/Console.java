package dev.execsession.cli;

import dev.execsession.text.BuildLog;
import dev.execsession.text.Columns;
import dev.execsession.text.TextSanitizer;
import dev.execsession.text.Wrapped;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The only class that prints: results on standard output, everything else on standard error, and a
 * status line on a terminal, where lines wrap at words. Lines are written whole; untrusted text
 * must be escaped by the caller (see {@link TextSanitizer}).
 */
final class Console {
  /** Clears the screen and moves the cursor to its first cell. */
  private static final String HOME = "\u001b[2J\u001b[H";

  private static final String CLEAR = "\r\u001b[J";

  private final Surroundings surroundings;
  // Made when it is needed: a hook prints without one.
  private @Nullable Screen screen;
  private final boolean colourErr;
  private final boolean live;
  private final Verbosity verbosity;
  private boolean statusShown;
  private boolean isGap;
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
    this(surroundings, wish, verbosity, null);
  }

  Console(
      Surroundings surroundings, ColourWish wish, Verbosity verbosity, @Nullable Screen screen) {
    this.surroundings = surroundings;
    this.screen = screen;
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

  /** Returns whether standard output is a terminal. */
  boolean showsResults() {
    return surroundings.outputIsTerminal();
  }

  synchronized Screen screen() {
    Screen known = screen;
    if (known == null) {
      known = Screen.of(surroundings);
      screen = known;
    }
    return known;
  }

  /** Returns the columns for an indented line that must not wrap, at most these. */
  int most(int columns) {
    return surroundings.errorIsTerminal() ? Math.min(columns, screen().columns() - 4) : columns;
  }

  /** Prints lines of the result, wrapped on a terminal. */
  void summary(List<Line> lines) {
    result(
        lines.stream()
            .map(line -> wrapped(line.text(), !line.whole() && surroundings.outputIsTerminal()))
            .collect(Collectors.joining("\n")));
  }

  /** Prints lines of the result in place of everything on the screen, if there is one. */
  synchronized void redraw(List<Line> lines) {
    if (surroundings.outputIsTerminal() && !"dumb".equals(surroundings.environment().get("TERM"))) {
      surroundings.out().print(HOME);
    }
    summary(lines);
  }

  /** Prints a progress line, unless quiet. */
  void say(Line line) {
    if (line.whole()) {
      sayVerbatim(line.text());
    } else {
      say(line.text());
    }
  }

  /** Prints one or more lines of the result as they are. */
  synchronized void result(String text) {
    clearStatus();
    surroundings.out().print(text.endsWith("\n") ? text : text + "\n");
    surroundings.out().flush();
  }

  /** Prints a progress line, unless quiet. */
  void say(String line) {
    if (verbosity != Verbosity.QUIET) {
      important(line);
    }
  }

  /** Prints a line even when quiet: problems, prompts, results. */
  void important(String line) {
    verbatim(wrapped(line, surroundings.errorIsTerminal()));
  }

  /** Prints the entries of a menu, on a terminal in as many rows as they need. */
  void entries(List<String> entries) {
    int most = surroundings.errorIsTerminal() ? screen().columns() : Integer.MAX_VALUE;
    StringBuilder row = new StringBuilder();
    for (String entry : entries) {
      if (row.length() > 0 && Columns.width(row + "  " + entry) > most) {
        verbatim(row.toString());
        row.setLength(0);
      }
      row.append(row.length() == 0 ? "" : "  ").append(entry);
    }
    verbatim(row.toString());
  }

  /** Prints a line as it is, unless quiet: commands and the output of others. */
  void sayVerbatim(String line) {
    if (verbosity != Verbosity.QUIET) {
      verbatim(line);
    }
  }

  /** Prints an empty line, unless the last one was. */
  synchronized void gap() {
    if (!isGap) {
      verbatim("");
    }
  }

  /** Prints a line as it is, even when quiet. */
  synchronized void verbatim(String line) {
    clearStatus();
    isGap = line.isEmpty();
    surroundings.err().print((buildLog ? BuildLog.inert(line) : line) + "\n");
    surroundings.err().flush();
  }

  private String wrapped(String text, boolean isTerminal) {
    return isTerminal
        ? text.lines()
            .flatMap(line -> Wrapped.at(line, screen().columns()).stream())
            .collect(Collectors.joining("\n"))
        : text;
  }

  /** Prints a prompt without a line end. */
  synchronized void prompt(String text) {
    clearStatus();
    isGap = false;
    String stripped = text.stripTrailing();
    surroundings
        .err()
        .print(
            wrapped(stripped, surroundings.errorIsTerminal()) + text.substring(stripped.length()));
    surroundings.err().flush();
  }

  /**
   * Replaces the status line, cut to one row; does nothing without a terminal. The cursor stays at
   * its beginning, and with it in its first row when a narrower terminal wraps it.
   */
  synchronized void status(String line) {
    if (live) {
      String row = Columns.cut(line, screen().columns() - 1);
      surroundings.err().print((statusShown ? CLEAR : "") + row + "\r");
      surroundings.err().flush();
      statusShown = true;
    }
  }

  private void clearStatus() {
    if (statusShown) {
      surroundings.err().print(CLEAR);
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
