package dev.execsession.process;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a stream into lines for display: of fast output only the last lines before each fetch are
 * kept, and long lines are cut. A carriage return ends a line too, so that progress bars move.
 */
final class LineFeed extends OutputStream {
  private static final int MOST_LINES = 20;
  private static final int MOST_BYTES = 4096;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private List<String> lines = new ArrayList<>();

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) {
    int end = from + count;
    int at = from;
    while (at < end && lines.size() < MOST_LINES) {
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
    int first = Math.max(from, end - MOST_BYTES);
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
    line.write(bytes, from, Math.min(end - from, MOST_BYTES - line.size()));
  }

  private static boolean endsLine(byte b) {
    return b == '\n' || b == '\r';
  }

  private void endLine() {
    if (line.size() > 0 && lines.size() < MOST_LINES) {
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
