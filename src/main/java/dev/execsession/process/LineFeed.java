package dev.execsession.process;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a stream into lines. For display, only the first lines after each fetch are kept of fast
 * output, and long lines are cut. A carriage return ends a line too, so that progress bars move.
 */
final class LineFeed extends OutputStream {
  private static final int SHOWN_LINES = 20;
  private static final int SHOWN_BYTES = 4096;

  /** Longer lines of a report are cut, and are then not JSON. */
  private static final int REPORT_BYTES = 8 << 20;

  private final int mostLines;
  private final int mostBytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private List<String> lines = new ArrayList<>();

  /**
   * @param complete whether every line is kept, for a program that reports in lines
   */
  LineFeed(boolean complete) {
    this.mostLines = complete ? Integer.MAX_VALUE : SHOWN_LINES;
    this.mostBytes = complete ? REPORT_BYTES : SHOWN_BYTES;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) {
    int end = from + count;
    int at = from;
    while (at < end && lines.size() < mostLines) {
      int lineEnd = at;
      while (lineEnd < end && !endsLine(bytes[lineEnd])) {
        lineEnd++;
      }
      append(bytes, at, lineEnd);
      if (lineEnd < end) {
        endLine();
      }
      at = lineEnd + 1;
    }
    if (at < end) {
      keepLast(bytes, at, end);
    }
  }

  /**
   * Keeps the unfinished line for the next {@link #fetch}. The start of a longer one is irrelevant,
   * because it would be cut.
   */
  private void keepLast(byte[] bytes, int from, int end) {
    int first = Math.max(from, end - mostBytes);
    int start = end;
    while (start > first && !endsLine(bytes[start - 1])) {
      start--;
    }
    if (start > from) {
      line.reset();
    }
    append(bytes, start, end);
  }

  private void append(byte[] bytes, int from, int end) {
    line.write(bytes, from, Math.min(end - from, mostBytes - line.size()));
  }

  private static boolean endsLine(byte b) {
    return b == '\n' || b == '\r';
  }

  private void endLine() {
    if (line.size() > 0 && lines.size() < mostLines) {
      lines.add(line.toString(StandardCharsets.UTF_8));
    }
    line.reset();
  }

  /** Returns the lines since the last call. */
  synchronized List<String> fetch() {
    List<String> fetched = lines;
    lines = new ArrayList<>();
    return fetched;
  }

  @Override
  public synchronized void close() {
    endLine();
  }
}
