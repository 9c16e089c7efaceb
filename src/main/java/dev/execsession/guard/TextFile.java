package dev.execsession.guard;

import dev.execsession.file.ContentId;
import dev.execsession.file.DurableFiles;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.IoReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads and atomically replaces small text files of the user, keeping their permissions. */
final class TextFile {
  private static final long LARGEST = 4L << 20;

  private TextFile() {}

  /**
   * Returns a file's text; null if it does not exist.
   *
   * @throws StopException REFUSED when it is not a regular file with UTF-8 text
   */
  static @Nullable String read(Path root, String name) {
    Path file = root.resolve(name);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
        throw refused(name, "it is a link, or not a text file of reasonable size");
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (CharacterCodingException e) {
      throw refused(name, "it is not UTF-8");
    } catch (IOException e) {
      throw refused(name, IoReason.of(e));
    }
  }

  /** Replaces a user's file. */
  static void replace(Path file, String text) {
    try {
      DurableFiles.replaceOpenly(
          file,
          text.getBytes(StandardCharsets.UTF_8),
          Files.exists(file) ? Files.getPosixFilePermissions(file) : null);
    } catch (IOException e) {
      throw unwritten(file, e);
    }
  }

  /** Replaces a private file of ours. */
  static void replacePrivate(Path file, String text) {
    try {
      DurableFiles.replace(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unwritten(file, e);
    }
  }

  /** Deletes a file and the folders that become empty, up to the root. */
  static void delete(Path root, String name) {
    Path file = root.resolve(name);
    try {
      Files.deleteIfExists(file);
      for (Path folder = file.getParent();
          folder != null && !folder.equals(root) && isEmpty(folder);
          folder = folder.getParent()) {
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw unwritten(file, e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var children = Files.list(folder)) {
      return children.findAny().isEmpty();
    }
  }

  static String digest(String text) {
    return ContentId.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }

  private static StopException refused(String name, String why) {
    return new StopException(
        Stop.REFUSED,
        Problem.error(
                ProblemCode.GUARD_SETTINGS,
                "cannot change the settings: " + why,
                "replace it with a plain text file; nothing was changed")
            .at(name, null, null));
  }

  private static StopException unwritten(Path file, IOException e) {
    return new StopException(
        Stop.UNVERIFIABLE,
        ProblemCode.GUARD_SETTINGS,
        "cannot write `" + file + "`: " + IoReason.of(e),
        "free disk space or fix the permissions, then run the same command again",
        e);
  }
}
