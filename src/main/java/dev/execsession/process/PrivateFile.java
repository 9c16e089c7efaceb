package dev.execsession.process;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.IoReason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files that only their owner may read: logs, scripts, briefs. */
public final class PrivateFile {
  private static final Set<OpenOption> OPTIONS =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);

  private static final FileAttribute<?> OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private PrivateFile() {}

  /**
   * Replaces the file, creating its folders.
   *
   * @param what what to call the file in messages: {@code the script}
   * @throws StopException unverifiable, with the file and the reason
   */
  public static Path write(Path file, String text, String what) {
    try (OutputStream out = open(file)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      return file;
    } catch (IOException e) {
      throw unwritable(file, what, e);
    }
  }

  static OutputStream open(Path file) throws IOException {
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent(), OWNER_FOLDER);
    }
    return Channels.newOutputStream(FileChannel.open(file, OPTIONS, OWNER));
  }

  /** Returns the problem of a file that cannot be written. */
  public static StopException unwritable(Path file, String what, IOException e) {
    return new StopException(
        Stop.UNVERIFIABLE,
        ProblemCode.JOURNAL_WRITE,
        "cannot write " + what + " `" + file + "`: " + IoReason.of(e),
        "free disk space or make the folder writable, then run the same command again",
        e);
  }
}
