package dev.execsession.guard;

import dev.execsession.file.WholeFile;
import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import dev.execsession.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * The file in a session's folder that holds the {@link ActiveBlock}: a line with the format version
 * and the digest of the rest, a line with one JSON object, then the texts of the ignore files. The
 * digest detects a torn or edited file, for which a CRC suffices. It does not prevent tampering,
 * since a writer can also recompute it: the sandbox keeps commands out, and the scan after the
 * block does not rely on this file.
 */
public final class ActiveBlockFile {
  public static final String NAME = "active-block";

  private static final String HEADER = "exec-session active-block 2 crc32:";
  private static final int HEADER_LENGTH = HEADER.length() + 8;
  private static final long LARGEST = 16L << 20;

  private ActiveBlockFile() {}

  /** Returns the file's content. */
  public static byte[] render(ActiveBlock block) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        (Json.compact(ActiveBlockJson.write(block)) + "\n").getBytes(StandardCharsets.UTF_8));
    for (ActiveBlock.IgnoreText file : block.ignored()) {
      body.writeBytes(file.text().getBytes(StandardCharsets.ISO_8859_1));
    }
    byte[] bytes = body.toByteArray();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes((HEADER + digest(bytes, 0) + "\n").getBytes(StandardCharsets.ISO_8859_1));
    whole.writeBytes(bytes);
    return whole.toByteArray();
  }

  /** Returns eight hexadecimal digits. */
  private static String digest(byte[] bytes, int from) {
    CRC32 sum = new CRC32();
    sum.update(bytes, from, bytes.length - from);
    return Long.toHexString(1L << 32 | sum.getValue()).substring(1);
  }

  /**
   * Reads the file.
   *
   * @throws IOException when it is damaged, or belongs to another session
   */
  static ActiveBlock read(Path file) throws IOException {
    // Anything else than a regular file of reasonable size was not written here and might never
    // end.
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is not a regular file");
    }
    byte[] bytes = WholeFile.read(file, LARGEST);
    // One char per byte: the ignore files need not be UTF-8.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!text.startsWith(HEADER) || text.indexOf('\n') != HEADER_LENGTH) {
      throw new IOException("its header is not of this version");
    }
    int begin = HEADER_LENGTH + 1;
    if (!text.startsWith(digest(bytes, begin), HEADER.length())) {
      throw new IOException("its digest does not match");
    }
    int end = text.indexOf('\n', begin) + 1;
    if (end == 0) {
      throw new IOException("it is empty");
    }
    try {
      String json = new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
      ActiveBlock block = ActiveBlockJson.read(JsonText.parse(json).tree(), text.substring(end));
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null || !folder.endsWith(block.session())) {
        throw new IOException("it belongs to session " + block.session());
      }
      return block;
    } catch (JsonException e) {
      throw new IOException("its content is not of this version", e);
    }
  }
}
