package dev.execsession.process;

import dev.execsession.problem.Stop;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A log file, readable by its owner only, that keeps the start and the end of the output. A failed
 * write is remembered but not thrown, so that the child is not blocked.
 */
final class CappedLog extends OutputStream {
  private final Path file;
  private final OutputStream out;
  private final TailBuffer tail;
  private long headLeft;
  private @Nullable IOException failure;

  private CappedLog(Path file, OutputStream out, long keepBytes) {
    this.file = file;
    this.out = out;
    this.headLeft = keepBytes - keepBytes / 2;
    this.tail = new TailBuffer((int) Math.min(keepBytes / 2, Integer.MAX_VALUE - 16));
  }

  /** Creates the file; fails with {@link Stop#UNVERIFIABLE} if it cannot be written. */
  static CappedLog open(Path file, long keepBytes) {
    try {
      return new CappedLog(file, PrivateFile.open(file), keepBytes);
    } catch (IOException e) {
      throw PrivateFile.unwritable(file, "the log", e);
    }
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    int head = (int) Math.min(count, headLeft);
    if (head > 0) {
      headLeft -= head;
      writeOut(() -> out.write(bytes, from, head));
    }
    tail.write(bytes, from + head, count - head);
  }

  @Override
  public void close() {
    if (tail.dropped() > 0) {
      byte[] marker =
          String.format(Locale.ROOT, "\n[exec-session: %d bytes omitted]\n", tail.dropped())
              .getBytes(StandardCharsets.UTF_8);
      writeOut(() -> out.write(marker));
    }
    writeOut(() -> tail.writeTo(out));
    try {
      out.close();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
  }

  /** Fails with {@link Stop#UNVERIFIABLE} if any write failed. */
  void check() {
    if (failure != null) {
      throw PrivateFile.unwritable(file, "the log", failure);
    }
  }

  private interface Write {
    void run() throws IOException;
  }

  private void writeOut(Write write) {
    if (failure != null) {
      return;
    }
    try {
      write.run();
    } catch (IOException e) {
      failure = e;
    }
  }
}
