package dev.execsession.guard;

import dev.execsession.file.TreeNames;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Adds lines to a file that several hooks write at the same time: each line is one write. */
final class HookLines {
  /** Above this size nothing is added. */
  static final long LARGEST = 1L << 20;

  private HookLines() {}

  /** Adds a line; nothing if the file is full, or is not a file: a pipe would block the hook. */
  static void add(Path file, String line) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST)) {
      return;
    }
    try (OutputStream out = appending(file)) {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A stream of channels is slow at the start; only other names need one. */
  private static OutputStream appending(Path file) throws IOException {
    return TreeNames.isPlain(file.toString())
        ? new FileOutputStream(file.toString(), true)
        : Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
