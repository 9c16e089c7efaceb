package dev.execsession.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;

/** Computes digests of regular files; not thread-safe. */
public final class FileReader {
  /** A file's digest and the id of a git blob with the same content. */
  public record Content(ContentId id, String blob) {}

  /** Thrown when a file changed while it was read. */
  public static final class Moved extends IOException {
    private static final long serialVersionUID = 1;

    Moved(Path path) {
      super("changed while it was read: " + path);
    }
  }

  private final MessageDigest sha256 = Digests.sha256();
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

  /**
   * Returns the digests of a regular file.
   *
   * @param stat the file's status before; if it differs afterwards, the digests are invalid
   */
  public Content read(Path path, FileStat stat) throws IOException {
    sha256.reset();
    MessageDigest blob = Digests.gitBlob(stat.size());
    try (SeekableByteChannel channel = open(path)) {
      buffer.clear();
      while (channel.read(buffer) >= 0) {
        sha256.update(buffer.array(), 0, buffer.position());
        blob.update(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
    }
    if (!FileStat.of(path).isStill(stat)) {
      throw new Moved(path);
    }
    return new Content(ContentId.ofBytes(sha256.digest()), HexFormat.of().formatHex(blob.digest()));
  }

  /** Opens a file without following a link in its place. */
  public static SeekableByteChannel open(Path path) throws IOException {
    return Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }
}
