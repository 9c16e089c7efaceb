package dev.execsession.guard;

import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The file in a session's folder that holds the {@link ActiveBlock}: a line with the format's
 * version and the digest of the rest, then one JSON object.
 */
public final class ActiveBlockFile {
  /** The file's name in the session's folder. */
  public static final String NAME = "active-block";

  private static final String HEADER = "exec-session active-block 1 sha256:";
  private static final long LARGEST = 16L << 20;

  private ActiveBlockFile() {}

  /** Gives the file's whole content. */
  public static byte[] render(ActiveBlock block) {
    String body = Json.compact(block) + "\n";
    return (HEADER + TextFile.digest(body) + "\n" + body).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the file.
   *
   * @throws IOException when it is not whole, or was not written for the session whose folder it
   *     lies in
   */
  static ActiveBlock read(Path file) throws IOException {
    // Anything but a regular file of sensible size was not written by us and might never end.
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
      throw new IOException("it is not a regular file of sensible size");
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    if (end < 0 || !text.startsWith(HEADER)) {
      throw new IOException("it does not begin as this version writes it");
    }
    String body = text.substring(end + 1);
    if (!text.substring(HEADER.length(), end).equals(TextFile.digest(body))) {
      throw new IOException("its digest does not fit");
    }
    try {
      ActiveBlock block = Json.parseRecord(body, ActiveBlock.class);
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null || !folder.endsWith(block.session())) {
        throw new IOException("it is of session " + block.session());
      }
      return block;
    } catch (JsonException | NullPointerException e) {
      throw new IOException("it is not what this version writes", e);
    }
  }
}
