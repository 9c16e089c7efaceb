package dev.execsession.file;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads files whole that anybody may have put something else in place of: a pipe would never end,
 * and a file can claim more bytes than there is memory.
 */
public final class WholeFile {
  /** More than what people and git write into a file of settings, refs or ignore rules. */
  public static final long SMALL = 64L << 20;

  /** More than the index of a million files. */
  public static final long LARGE = 1L << 28;

  private WholeFile() {}

  /**
   * Returns a regular file's bytes; a link is followed.
   *
   * @throws IOException when it is none, or has more than {@code most} bytes
   */
  public static byte[] read(Path file, long most) throws IOException {
    check(file, most);
    return bytes(file);
  }

  /** Reads by a stream where the file's name can be said: a channel takes a start much longer. */
  private static byte[] bytes(Path file) throws IOException {
    if (TreeNames.isPlain(file.toString())) {
      try (InputStream in = new FileInputStream(file.toString())) {
        return in.readAllBytes();
      } catch (FileNotFoundException e) {
        // What is wrong with it is told below, in a way that can be told apart.
      }
    }
    return Files.readAllBytes(file);
  }

  /**
   * Makes sure that reading a file ends.
   *
   * @throws IOException when it is no regular file, or has more than {@code most} bytes
   */
  public static void check(Path file, long most) throws IOException {
    // Asked first for a file that is not there, so that its absence is told as such.
    long size = Files.size(file);
    if (!Files.isRegularFile(file)) {
      throw new IOException("`" + file.getFileName() + "` is not a regular file");
    }
    if (size > most) {
      throw new IOException(
          "`" + file.getFileName() + "` has " + size + " bytes, too many to be read");
    }
  }
}
