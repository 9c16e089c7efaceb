package dev.execsession.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** What a program prints as fields that each end with the same byte, read while it runs. */
public final class Printed implements AutoCloseable {
  private static final int CHUNK = 1 << 16;
  private static final int MOST_SAID = 2000;

  private final String program;
  private final byte terminator;
  private final Process process;
  private final InputStream output;
  private final FutureTask<String> said;
  private byte[] bytes = new byte[CHUNK];
  private int start;
  private int end;

  private Printed(String program, byte terminator, Process process) {
    this.program = program;
    this.terminator = terminator;
    this.process = process;
    this.output = process.getInputStream();
    this.said = new FutureTask<>(() -> said(process.getErrorStream()));
    Thread reader = new Thread(said, "said by " + program);
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a program without input.
   *
   * @param terminator ends each field
   * @param environment the tool's own
   * @param more variables of the program alone
   */
  public static Printed by(
      List<String> argv,
      char terminator,
      Path directory,
      Map<String, String> environment,
      Map<String, String> more)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(argv).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(ChildEnvironment.of(environment));
    builder.environment().putAll(more);
    Process process = builder.start();
    process.getOutputStream().close();
    return new Printed(argv.get(0), (byte) terminator, process);
  }

  private static String said(InputStream errors) throws IOException {
    String said = new String(errors.readNBytes(MOST_SAID), StandardCharsets.UTF_8);
    errors.transferTo(OutputStream.nullOutputStream());
    return said.strip();
  }

  /** Returns the next field, one char per byte; null after the last one. */
  public @Nullable String next() throws IOException {
    int at = start;
    while (true) {
      while (at < end && bytes[at] != terminator) {
        at++;
      }
      if (at < end) {
        String field = new String(bytes, start, at - start, StandardCharsets.ISO_8859_1);
        start = at + 1;
        return field;
      }
      at -= start;
      if (!fill()) {
        return null;
      }
    }
  }

  /** Moves what is left to the front, and reads more behind it. */
  private boolean fill() throws IOException {
    int left = end - start;
    byte[] to = left > bytes.length / 2 ? new byte[bytes.length * 2] : bytes;
    System.arraycopy(bytes, start, to, 0, left);
    bytes = to;
    start = 0;
    int read = output.read(bytes, left, bytes.length - left);
    end = left + Math.max(0, read);
    return read > 0;
  }

  /** Returns the next field. */
  public String required() throws IOException {
    String field = next();
    if (field == null) {
      check();
      throw new IOException("`" + program + "` ended in the middle of its output");
    }
    return field;
  }

  /** Waits for the program's end, and fails unless it ended well. */
  public void check() throws IOException {
    int status = status();
    try {
      if (status != 0) {
        throw new IOException("`" + program + "` exited with status " + status + ": " + said.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  /** Waits for the program's end and returns its exit status. */
  public int status() throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
