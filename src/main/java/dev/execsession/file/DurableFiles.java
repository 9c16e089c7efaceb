package dev.execsession.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/** Writes private files so that they are either whole on disk or not there. */
public final class DurableFiles {
  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private DurableFiles() {}

  /** Replaces the file by these bytes, readable by its owner alone, forced to disk. */
  public static void replace(Path file, byte[] bytes) throws IOException {
    replace(file, channel -> write(channel, bytes));
  }

  /** Makes a file that holds what another one does, as {@link #replace(Path, byte[])}. */
  public static void copy(Path from, Path to) throws IOException {
    replace(
        to,
        channel -> {
          try (InputStream in = Files.newInputStream(from)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
              write(channel, Arrays.copyOf(buffer, n));
            }
          }
        });
  }

  private interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  private static void replace(Path file, Content content) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    createFolders(folder);
    // The same name every time: what a crash leaves behind is used by the next one who writes.
    Path temporary = folder.resolve("." + file.getFileName() + ".tmp");
    try {
      Files.deleteIfExists(temporary);
      try (FileChannel channel = FileChannel.open(temporary, NEW, PRIVATE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    forceFolder(folder);
  }

  /** Writes all bytes: a disk that fills up takes a part of them first, without a word. */
  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Makes the folders that are missing; their names are on disk when it returns. */
  public static void createFolders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = Objects.requireNonNull(folder.toAbsolutePath().getParent());
      createFolders(parent);
      // Another process may be quicker; what is no folder is refused here.
      Files.createDirectories(folder);
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
