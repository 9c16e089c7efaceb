package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import java.util.Arrays;

/** The plan's text without BOM and with LF line endings, and its line index. */
public final class PlanText {
  private final String text;
  private final int[] starts;

  PlanText(String text) {
    this.text = text;
    int[] found = new int[1 + text.length() / 32];
    int count = 1;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      if (count == found.length) {
        found = Arrays.copyOf(found, 2 * count);
      }
      found[count++] = i + 1;
    }
    this.starts = Arrays.copyOf(found, count);
  }

  public String text() {
    return text;
  }

  /** Returns the number of lines; a final line feed does not start another one. */
  public int lines() {
    return text.endsWith("\n") ? starts.length - 1 : starts.length;
  }

  /** Returns a line by its 1-based number, without its line feed. */
  public String line(int number) {
    int start = starts[number - 1];
    int end = number < starts.length ? starts[number] - 1 : text.length();
    return text.substring(start, end);
  }

  /** Returns the start offset of a line by its 1-based number. */
  int startOf(int line) {
    return starts[line - 1];
  }

  public int lineOf(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Returns the range from {@code start} to {@code end}, cut at the end of its first line. */
  SourceSpan span(int start, int end) {
    int line = lineOf(start);
    int column = start - starts[line - 1] + 1;
    int endColumn = Math.min(end - starts[line - 1], line(line).length()) + 1;
    return new SourceSpan(line, column, Math.max(endColumn, column + 1));
  }

  /** Returns the range of a line without surrounding white space. */
  SourceSpan lineSpan(int number) {
    String line = line(number);
    String stripped = line.strip();
    int from = stripped.isEmpty() ? 0 : line.indexOf(stripped);
    return span(startOf(number) + from, startOf(number) + from + stripped.length());
  }
}
