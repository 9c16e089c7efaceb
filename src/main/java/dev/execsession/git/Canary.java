package dev.execsession.git;

import dev.execsession.file.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;

/**
 * An object that nothing leads to. Git's own housekeeping keeps such objects for two weeks; when it
 * is gone, somebody pruned what was younger, and discarded commits may have gone with it.
 */
public final class Canary {
  private static final byte[] TEXT =
      "exec-session: git keeps what nothing leads to for two weeks\n"
          .getBytes(StandardCharsets.US_ASCII);

  static final String ID = HexFormat.of().formatHex(Digests.gitBlob(TEXT.length).digest(TEXT));

  private Canary() {}

  static boolean isThere(Path commonDir) {
    return Files.isRegularFile(file(commonDir), LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns the object as git keeps it. */
  public static byte[] packed() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(("blob " + TEXT.length + "\0").getBytes(StandardCharsets.US_ASCII));
      out.write(TEXT);
    }
    return packed.toByteArray();
  }

  /** Returns where git keeps it. */
  public static Path file(Path commonDir) {
    return commonDir.resolve("objects").resolve(ID.substring(0, 2)).resolve(ID.substring(2));
  }
}
