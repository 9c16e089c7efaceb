package dev.execsession.commit;

import dev.execsession.file.DurableFiles;
import dev.execsession.file.TreeNames;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/**
 * One of git's lock files, {@code index.lock}, which is also what will take the place of the locked
 * file. It is made as a second name of a file of our own: so one that a crash leaves behind is
 * known as ours, and nobody else's is ever removed.
 */
final class OwnLock implements AutoCloseable {
  private final Path own;
  private final Path lock;
  private boolean replaced;

  private OwnLock(Path own, Path lock) {
    this.own = own;
    this.lock = lock;
  }

  /**
   * Takes a lock; empty when somebody else has it.
   *
   * @param target the file that is locked; the new one gets its permissions
   * @param own the name of our own, on the same file system
   * @param bytes what the file is to hold
   */
  static Optional<OwnLock> take(Path target, Path own, byte[] bytes) throws IOException {
    Path lock = lockOf(target);
    release(target, own);
    Files.createDirectories(Objects.requireNonNull(own.getParent()));
    try (FileChannel channel =
        FileChannel.open(own, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (Files.isRegularFile(target)) {
        Files.setPosixFilePermissions(own, Files.getPosixFilePermissions(target));
      }
      channel.force(true);
    }
    try {
      Files.createLink(lock, own);
      return Optional.of(new OwnLock(own, lock));
    } catch (FileAlreadyExistsException e) {
      Files.delete(own);
      return Optional.empty();
    }
  }

  /** Removes what a run that died left of a lock, if it was ours. */
  static void release(Path target, Path own) throws IOException {
    if (Files.exists(own)) {
      Path lock = lockOf(target);
      if (Files.exists(lock) && Files.isSameFile(lock, own)) {
        Files.delete(lock);
      }
      Files.delete(own);
    }
  }

  private static Path lockOf(Path target) {
    Path folder = Objects.requireNonNull(target.getParent());
    return new TreeNames(folder).toPath(new TreePath(TreeNames.rawName(target) + ".lock"));
  }

  /** Puts the new file in the locked one's place; when it returns that is on disk. */
  void replace(Path target) throws IOException {
    Files.move(lock, target, StandardCopyOption.ATOMIC_MOVE);
    replaced = true;
    DurableFiles.forceFolder(Objects.requireNonNull(target.getParent()));
  }

  @Override
  public void close() throws IOException {
    if (!replaced) {
      Files.deleteIfExists(lock);
    }
    Files.deleteIfExists(own);
  }
}
