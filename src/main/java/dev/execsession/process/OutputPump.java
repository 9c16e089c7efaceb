package dev.execsession.process;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Copies a child's output into its log on a separate thread, so that the child never waits for us
 * and we never wait for another process that inherited its pipe.
 */
final class OutputPump {
  private static final int TAIL_BYTES = 8 << 10;
  private static final int TAIL_LINES = 40;
  private static final long JOIN_MS = 2_000;

  private final InputStream in;
  private final CappedLog log;
  private final TailBuffer tail = new TailBuffer(TAIL_BYTES);
  private final LineFeed lines;
  private final OutputStream sink;
  private final Thread thread;
  private final Object lock = new Object();
  private boolean closed;
  private long total;
  private volatile long lastOutput = System.nanoTime();

  OutputPump(InputStream in, CappedLog log, SecretMask mask, boolean completeLines) {
    this.lines = new LineFeed(completeLines);
    this.in = in;
    this.log = log;
    // A filter passes on masked text in pieces, each of which would be a separate write.
    this.sink = mask.filter(new BufferedOutputStream(new Tee()));
    this.thread = new Thread(this::carry, "exec-session output");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void carry() {
    byte[] buffer = new byte[1 << 16];
    try {
      int count = in.read(buffer);
      while (count >= 0) {
        lastOutput = System.nanoTime();
        synchronized (lock) {
          if (closed) {
            return;
          }
          total += count;
          sink.write(buffer, 0, count);
          sink.flush();
        }
        count = in.read(buffer);
      }
    } catch (IOException e) {
      // The pipe was closed because the child is gone: there is no more output.
      return;
    }
  }

  /** Returns when the child last printed, as {@link System#nanoTime}. */
  long lastOutput() {
    return lastOutput;
  }

  List<String> fetchLines() {
    return lines.fetch();
  }

  /**
   * Waits briefly for the remaining output, then closes the log even if another process still holds
   * the pipe.
   */
  void finish() throws InterruptedException {
    TimeUnit.MILLISECONDS.timedJoin(thread, JOIN_MS);
    close();
  }

  void close() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        try {
          sink.close();
        } catch (IOException e) {
          throw new IllegalStateException("a log keeps its failures to itself", e);
        }
      }
    }
  }

  long total() {
    synchronized (lock) {
      return total;
    }
  }

  /** Returns the last lines; complete only after the end. */
  String tail() {
    synchronized (lock) {
      String text = new String(tail.toBytes(), StandardCharsets.UTF_8);
      int from = tail.dropped() > 0 ? afterCut(text) : 0;
      int lines = 0;
      for (int i = text.length() - 2; i >= from; i--) {
        if (text.charAt(i) == '\n' && ++lines == TAIL_LINES) {
          from = i + 1;
        }
      }
      return text.substring(from);
    }
  }

  /**
   * Returns the start of the first whole line, or of the first whole character of a single line.
   */
  private static int afterCut(String text) {
    int newline = text.indexOf('\n');
    if (newline >= 0 && newline < text.length() - 1) {
      return newline + 1;
    }
    int from = 0;
    while (from < text.length() && text.charAt(from) == '\ufffd') {
      from++;
    }
    return from;
  }

  private final class Tee extends OutputStream {
    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      log.write(bytes, from, count);
      tail.write(bytes, from, count);
      lines.write(bytes, from, count);
    }

    @Override
    public void close() {
      log.close();
      lines.close();
    }
  }
}
