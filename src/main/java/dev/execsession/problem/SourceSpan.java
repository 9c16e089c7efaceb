package dev.execsession.problem;

/**
 * A place on one line of a text file: {@code line} and {@code column} count from 1 in characters,
 * {@code endColumn} is the first column behind the place, so that {@code endColumn - column} carets
 * mark it.
 */
public record SourceSpan(int line, int column, int endColumn) {
  public SourceSpan {
    if (line < 1 || column < 1 || endColumn < column) {
      throw new IllegalArgumentException("not a place: " + line + ":" + column + "-" + endColumn);
    }
  }

  /** Compares where two places start, in the order of the file. */
  public int compareStart(SourceSpan other) {
    int lines = Integer.compare(line, other.line);
    return lines == 0 ? Integer.compare(column, other.column) : lines;
  }

  /** Returns the place of a whole line's first character, for complaints about the line as such. */
  public static SourceSpan ofLine(int line) {
    return new SourceSpan(line, 1, 2);
  }
}
