package dev.execsession.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The two digests in use: SHA-256 and git's SHA-1. */
public final class Digests {
  private Digests() {}

  public static MessageDigest sha256() {
    return of("SHA-256");
  }

  public static MessageDigest sha1() {
    return of("SHA-1");
  }

  /** Returns a digest that is already fed with git's header for a blob of that size. */
  public static MessageDigest gitBlob(long size) {
    MessageDigest digest = sha1();
    digest.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
    return digest;
  }

  /** Returns whether git makes this blob of a text by converting {@code \r\n} to {@code \n}. */
  public static boolean isBlobWithLineFeeds(byte[] bytes, String blob) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.contains("\r\n")
        && blobId(text.replace("\r\n", "\n").getBytes(StandardCharsets.ISO_8859_1)).equals(blob);
  }

  /** Returns the id of a git blob, 40 hexadecimal digits. */
  public static String blobId(byte[] bytes) {
    return HexFormat.of().formatHex(gitBlob(bytes.length).digest(bytes));
  }

  private static MessageDigest of(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + name, e);
    }
  }
}
