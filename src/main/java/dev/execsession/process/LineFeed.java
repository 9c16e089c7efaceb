package dev.execsession.process;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a stream into lines for somebody who looks on: a fast child's lines are left out until the
 * last ones were fetched, and a long line is cut. A carriage return ends a line too, so that a
 * progress bar is seen moving.
 */
final class LineFeed extends OutputStream {
  private static final int MOST_LINES = 20;
  private static final int MOST_BYTES = 4096;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private List<String> lines = new ArrayList<>();

  @Override
  public synchronized void write(int b) {
    add((byte) b);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) {
    for (int i = from; i < from + count; i++) {
      add(bytes[i]);
    }
  }

  private void add(byte b) {
    if (b == '\n' || b == '\r') {
      endLine();
    } else if (line.size() < MOST_BYTES) {
      line.write(b);
    }
  }

  private void endLine() {
    if (line.size() > 0 && lines.size() < MOST_LINES) {
      lines.add(line.toString(StandardCharsets.UTF_8));
    }
    line.reset();
  }

  /** Gives the lines since the last call. */
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
