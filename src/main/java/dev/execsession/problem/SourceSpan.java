package dev.execsession.problem;

/**
 * A range on one line of a text file: {@code line} and {@code column} are 1-based, in characters;
 * {@code endColumn} is exclusive, so that {@code endColumn - column} carets mark the range.
 */
public record SourceSpan(int line, int column, int endColumn) {
  public SourceSpan {
    if (line < 1 || column < 1 || endColumn < column) {
      throw new IllegalArgumentException("not a range: " + line + ":" + column + "-" + endColumn);
    }
  }

  /** Compares two ranges by start. */
  public int compareStart(SourceSpan other) {
    int lines = Integer.compare(line, other.line);
    return lines == 0 ? Integer.compare(column, other.column) : lines;
  }

  /** Returns the first character of a line, for problems with the whole line. */
  public static SourceSpan ofLine(int line) {
    return new SourceSpan(line, 1, 2);
  }
}
