package dev.execsession.file;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads whole files that may have been replaced by anything: a pipe would never end, and a file can
 * claim more bytes than there is memory.
 */
public final class WholeFile {
  /** More than any file of settings, refs or ignore rules. */
  public static final long SMALL = 64L << 20;

  /** More than the index of a million files. */
  public static final long LARGE = 1L << 28;

  private WholeFile() {}

  /**
   * Returns a regular file's bytes; follows links.
   *
   * @throws IOException when it is not a regular file, or larger than {@code most} bytes
   */
  public static byte[] read(Path file, long most) throws IOException {
    check(file, most);
    return bytes(file);
  }

  /**
   * Uses a stream if the file's name can be represented, because initializing channels would slow
   * down a start.
   */
  private static byte[] bytes(Path file) throws IOException {
    if (TreeNames.isPlain(file.toString())) {
      try (InputStream in = new FileInputStream(file.toString())) {
        return in.readAllBytes();
      } catch (FileNotFoundException e) {
        // Fall through: `Files.readAllBytes` throws the specific exception.
      }
    }
    return Files.readAllBytes(file);
  }

  /**
   * Checks that reading a file terminates.
   *
   * @throws IOException when it is not a regular file, or larger than {@code most} bytes
   */
  public static void check(Path file, long most) throws IOException {
    // One call, so that a file that disappears is not taken for a pipe.
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    long size = attributes.size();
    if (!attributes.isRegularFile()) {
      throw new IOException("`" + file.getFileName() + "` is not a regular file");
    }
    if (size > most) {
      throw new IOException(
          "`" + file.getFileName() + "` has " + size + " bytes, too many to read");
    }
  }
}
