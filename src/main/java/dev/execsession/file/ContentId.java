package dev.execsession.file;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** The SHA-256 of a file's raw bytes. */
public record ContentId(long first, long second, long third, long fourth) {
  /** Returns the id with the 32 bytes of a digest. */
  public static ContentId ofBytes(byte[] digest) {
    if (digest.length != 32) {
      throw new IllegalArgumentException("not a SHA-256: " + digest.length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(digest);
    return new ContentId(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }

  public static ContentId of(byte[] content) {
    return ofBytes(Digests.sha256().digest(content));
  }

  /** Returns 64 lower-case hexadecimal digits. */
  public String hex() {
    HexFormat format = HexFormat.of();
    return format.toHexDigits(first)
        + format.toHexDigits(second)
        + format.toHexDigits(third)
        + format.toHexDigits(fourth);
  }

  /** Returns {@code sha256:} and the digits. */
  public String digest() {
    return "sha256:" + hex();
  }

  @Override
  public String toString() {
    return hex();
  }
}
