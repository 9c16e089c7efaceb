package dev.execsession.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes files atomically and durably: each is either complete on disk or absent. */
public final class DurableFiles {
  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  /** The mode of a file that only its owner may use. */
  public static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** The mode of a folder that only its owner may use. */
  public static final FileAttribute<?> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** The name of a staged file in the repository, where a crash leaves nothing in the worktree. */
  public static final String STAGED = "exec-session.new";

  private static final FileAttribute<?> OPEN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-"));

  private DurableFiles() {}

  /** Replaces the file, readable by its owner only, and forces it to disk. */
  public static void replace(Path file, byte[] bytes) throws IOException {
    replace(file, out -> out.write(bytes));
  }

  /** Copies a file as {@link #replace(Path, byte[])} writes it. */
  public static void copy(Path from, Path to) throws IOException {
    replace(
        to,
        out -> {
          try (InputStream in = Files.newInputStream(from)) {
            in.transferTo(out);
          }
        });
  }

  /** Writes a file's bytes. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Replaces the file as {@link #replace(Path, byte[])} does. */
  public static void replace(Path file, Content content) throws IOException {
    replaceContent(file, content);
    forceFolder(folder(file));
  }

  /**
   * Replaces the file as {@link #replace(Path, Content)}, whose name is on disk once the caller has
   * forced its folder.
   */
  public static void replaceContent(Path file, Content content) throws IOException {
    replace(file, content, PRIVATE, null);
  }

  /**
   * Replaces the file by a text, readable by its owner only, without forcing it to disk: after a
   * crash it may be the old one.
   */
  public static void replaceUnforced(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.deleteIfExists(temporary);
      try (FileChannel channel = FileChannel.open(temporary, NEW, PRIVATE)) {
        write(channel, text.getBytes(StandardCharsets.UTF_8));
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  /** Appends the bytes to a file, created for its owner if missing, and forces it to disk. */
  public static void append(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), PRIVATE)) {
      write(channel, bytes);
      channel.force(true);
    }
    forceFolder(folder(file));
  }

  /** Writes all of the bytes. */
  public static void write(WritableByteChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      if (channel.write(buffer) == 0) {
        throw new IOException("no more bytes could be written");
      }
    }
  }

  /**
   * Replaces the file, readable by others too, and forces it to disk.
   *
   * @param permissions null for the system's default
   */
  public static void replaceOpenly(
      Path file, byte[] bytes, @Nullable Set<PosixFilePermission> permissions) throws IOException {
    replace(file, out -> out.write(bytes), permissions == null ? OPEN : PRIVATE, permissions);
    forceFolder(folder(file));
  }

  /**
   * Creates the file, readable by others too, and forces it to disk.
   *
   * @param staged where it is written first; a crash may leave it there, and the next call removes
   *     it
   * @throws FileAlreadyExistsException when the file exists, also as a link that leads nowhere
   */
  public static void createOpenly(Path file, byte[] bytes, Path staged) throws IOException {
    createFolders(folder(file));
    if (!isLinked(file, bytes, staged)) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(file.toString());
      }
      replaceOpenly(file, bytes, null);
    }
    forceFolder(folder(file));
  }

  /**
   * Writes the staged file and links it to its name, which, unlike a move, never replaces a file.
   *
   * @return false where that is not possible: on another file system, or one without links
   */
  private static boolean isLinked(Path file, byte[] bytes, Path staged) throws IOException {
    try {
      Files.deleteIfExists(staged);
      try (FileChannel channel = FileChannel.open(staged, NEW, OPEN)) {
        write(channel, bytes);
        channel.force(true);
      }
      Files.createLink(file, staged);
      return true;
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return false;
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  private static void replace(
      Path file,
      Content content,
      FileAttribute<?> first,
      @Nullable Set<PosixFilePermission> permissions)
      throws IOException {
    Path folder = folder(file);
    createFolders(folder);
    // Always the same name, so that a later write reuses what a crash leaves behind.
    Path temporary = folder.resolve("." + file.getFileName() + ".tmp");
    try {
      Files.deleteIfExists(temporary);
      try (FileChannel channel = FileChannel.open(temporary, NEW, first)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(out);
        out.flush();
        if (permissions != null) {
          Files.setPosixFilePermissions(temporary, permissions);
        }
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Creates missing folders and forces their names to disk. */
  public static void createFolders(Path folder) throws IOException {
    createFolders(folder, new FileAttribute<?>[0]);
  }

  /** Creates missing folders, for their owner only, and forces their names to disk. */
  public static void createPrivateFolders(Path folder) throws IOException {
    createFolders(folder, PRIVATE_FOLDER);
  }

  private static void createFolders(Path folder, FileAttribute<?>... attributes)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder(folder);
      createFolders(parent, attributes);
      // Another process may have created it; anything but a folder is rejected here.
      Files.createDirectories(folder, attributes);
      forceFolder(parent);
    }
  }

  /** Forces a folder's names to disk. */
  public static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, Set.of(StandardOpenOption.READ))) {
      channel.force(true);
    }
  }
}
