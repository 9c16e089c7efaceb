package dev.execsession.dialect;

import org.jspecify.annotations.Nullable;

/**
 * A text from a source.
 *
 * @param line 1-based; 0 when it is not from a line
 * @param file the file next to the source that has it; absent for the source itself
 */
record Sourced(String text, int line, @Nullable String file) {
  Sourced {
    text = text.strip();
  }

  Sourced(String text, int line) {
    this(text, line, null);
  }

  boolean isOneLine() {
    return text.indexOf('\n') < 0;
  }

  /** Returns where the text is from: {@code line 12}, {@code spec.md line 12}. */
  String place() {
    return (file == null ? "" : file + " ") + "line " + line;
  }
}
