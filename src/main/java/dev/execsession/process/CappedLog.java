package dev.execsession.process;

import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A log file, readable by its owner alone, that keeps the start and the end of what is written. A
 * write that fails is remembered and never thrown: the child that prints must not be held up.
 */
final class CappedLog extends OutputStream {
  private static final Set<OpenOption> OPTIONS =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);

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

  /** Opens the file anew; fails with {@link Stop#UNVERIFIABLE} when it cannot be written. */
  static CappedLog open(Path file, long keepBytes) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try {
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      return new CappedLog(
          file, Channels.newOutputStream(FileChannel.open(file, OPTIONS, attributes)), keepBytes);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    int head = (int) Math.min(count, headLeft);
    headLeft -= head;
    writeOut(() -> out.write(bytes, from, head));
    tail.write(bytes, from + head, count - head);
  }

  @Override
  public void close() {
    if (tail.dropped() > 0) {
      byte[] marker =
          String.format(Locale.ROOT, "\n[exec-session: %d bytes left out here]\n", tail.dropped())
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

  /** Fails with {@link Stop#UNVERIFIABLE} when something could not be written. */
  void check() {
    if (failure != null) {
      throw unwritable(file, failure);
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

  private static StopException unwritable(Path file, IOException e) {
    String reason = e instanceof FileSystemException named ? named.getReason() : e.getMessage();
    return new StopException(
        Stop.UNVERIFIABLE,
        Problem.error(
            ProblemCode.JOURNAL_WRITE,
            "cannot write the log `" + file + "`: " + (reason == null ? e.toString() : reason),
            "free space or make the folder writable, then run the same command again"),
        e);
  }
}
