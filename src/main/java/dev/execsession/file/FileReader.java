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
import org.jspecify.annotations.Nullable;

/** Reads regular files for their digests; one reader belongs to one thread. */
public final class FileReader {
  /** A file's digest and, where asked for, the id git would give a blob of its bytes. */
  public record Content(ContentId id, @Nullable String blob) {}

  /** Says that a file changed while it was being read. */
  public static final class Moved extends IOException {
    private static final long serialVersionUID = 1;

    Moved(Path path) {
      super("changed while it was read: " + path);
    }
  }

  private final MessageDigest sha256 = Digests.sha256();
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

  /**
   * Returns the digests of a file that was just seen to be regular.
   *
   * @param stat what was seen; when the file is another one by the end, the digests are worthless
   */
  public Content read(Path path, FileStat stat, boolean withBlob) throws IOException {
    sha256.reset();
    MessageDigest blob = withBlob ? Digests.gitBlob(stat.size()) : null;
    try (SeekableByteChannel channel = open(path)) {
      buffer.clear();
      while (channel.read(buffer) >= 0) {
        sha256.update(buffer.array(), 0, buffer.position());
        if (blob != null) {
          blob.update(buffer.array(), 0, buffer.position());
        }
        buffer.clear();
      }
    }
    if (!FileStat.of(path).isStill(stat)) {
      throw new Moved(path);
    }
    return new Content(
        ContentId.ofBytes(sha256.digest()),
        blob == null ? null : HexFormat.of().formatHex(blob.digest()));
  }

  /** Opens a file without following a link that may have taken its place. */
  public static SeekableByteChannel open(Path path) throws IOException {
    return Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }
}
