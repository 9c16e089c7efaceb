package dev.execsession.cli;

/**
 * A line to print.
 *
 * @param whole whether a terminal breaks it, and not this tool: it holds a command to copy
 */
record Line(String text, boolean whole) {
  /** Returns a line of a session's status, where commands are indented by four columns. */
  static Line ofStatus(String text) {
    return new Line(text, text.startsWith("    "));
  }

  static Line of(String text) {
    return new Line(text, false);
  }
}
