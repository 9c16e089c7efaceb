package dev.execsession.worktree;

import dev.execsession.file.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open folder below a root, reached name by name without following a link. Where the system
 * supports operations relative to an open folder, replacing a folder with a link has no effect;
 * elsewhere every name on the path is checked right before use.
 */
final class SafeFolder implements AutoCloseable {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path root;
  private final Path path;
  private final @Nullable SecureDirectoryStream<Path> stream;

  private SafeFolder(Path root, Path path, @Nullable SecureDirectoryStream<Path> stream) {
    this.root = root;
    this.path = path;
    this.stream = stream;
  }

  /** Opens the root folder. */
  @SuppressWarnings("StreamResourceLeak") // It is closed with the folder.
  static SafeFolder open(Path root) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(root);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return new SafeFolder(root, root, secure);
    }
    stream.close();
    return guarded(root);
  }

  /** Returns the folder for systems without operations relative to an open folder. */
  static SafeFolder guarded(Path root) {
    return new SafeFolder(root, root, null);
  }

  SafeFolder enter(Path name) throws IOException {
    PosixFileAttributes seen = attributes(name);
    Path child = path.resolve(name);
    if (seen == null || !seen.isDirectory()) {
      throw new NotDirectoryException(child.toString());
    }
    return new SafeFolder(
        root,
        child,
        stream == null ? null : stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
  }

  /** Returns the attributes of a name; null if it does not exist. */
  @Nullable PosixFileAttributes attributes(Path name) throws IOException {
    try {
      return stream == null
          ? Files.readAttributes(
              checked(name), PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          : stream
              .getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Creates a new file with these bytes and this mode, and forces it to disk. */
  void create(Path name, byte[] bytes, int mode) throws IOException {
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try (SeekableByteChannel channel =
        stream == null
            ? Files.newByteChannel(checked(name), options, PRIVATE)
            : stream.newByteChannel(name, options, PRIVATE)) {
      DurableFiles.write(channel, bytes);
      changeMode(name, mode);
      if (channel instanceof FileChannel file) {
        file.force(true);
      }
    }
  }

  /** Renames atomically, replacing any file of that name. */
  void rename(Path from, Path to) throws IOException {
    if (stream == null) {
      Files.move(checked(from), checked(to), StandardCopyOption.ATOMIC_MOVE);
    } else {
      stream.move(from, stream, to);
    }
  }

  /**
   * Moves a folder or link in from a private place, because those cannot be created relative to an
   * open folder.
   *
   * @param staged its name in {@code staging}
   * @return false when {@code staging} is on another file system
   */
  boolean adopt(Path staging, Path staged, Path name) throws IOException {
    if (stream == null) {
      return false;
    }
    try (SafeFolder from = open(staging)) {
      if (from.stream == null) {
        return false;
      }
      from.stream.move(staged, stream, name);
      return true;
    } catch (AtomicMoveNotSupportedException e) {
      return false;
    }
  }

  /** Returns the path of a name after checking every folder on it. */
  Path checked(Path name) throws IOException {
    Path way = root;
    for (Path step : root.relativize(path)) {
      way = way.resolve(step);
      if (!path.equals(root) && !Files.isDirectory(way, LinkOption.NOFOLLOW_LINKS)) {
        throw new NotDirectoryException(way.toString());
      }
    }
    return path.resolve(name);
  }

  /** Changes permissions and the set-id and sticky bits. */
  void changeMode(Path name, int mode) throws IOException {
    if (stream == null || (mode & 07000) != 0) {
      Files.setAttribute(checked(name), "unix:mode", mode & 07777, LinkOption.NOFOLLOW_LINKS);
      return;
    }
    stream
        .getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setPermissions(permissions(mode));
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    StringBuilder letters = new StringBuilder("rwxrwxrwx");
    for (int i = 0; i < letters.length(); i++) {
      if ((mode & (0400 >> i)) == 0) {
        letters.setCharAt(i, '-');
      }
    }
    return PosixFilePermissions.fromString(letters.toString());
  }

  void deleteFile(Path name) throws IOException {
    if (stream == null) {
      Files.delete(checked(name));
    } else {
      stream.deleteFile(name);
    }
  }

  /** Deletes an empty folder. */
  void deleteFolder(Path name) throws IOException {
    if (stream == null) {
      Files.delete(checked(name));
    } else {
      stream.deleteDirectory(name);
    }
  }

  /** Forces the names in this folder to disk. */
  void sync() throws IOException {
    DurableFiles.forceFolder(path);
  }

  @Override
  public void close() throws IOException {
    if (stream != null) {
      stream.close();
    }
  }
}
