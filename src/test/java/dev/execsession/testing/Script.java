package dev.execsession.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes programs. Not by this JVM itself: while another thread starts a process, that process
 * holds our open files for a moment, and a program that is open for writing cannot be run.
 */
public final class Script {
  private Script() {}

  /** Makes an executable file, with the folders that it needs. */
  public static Path write(Path file, String text) {
    try {
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      Process shell =
          new ProcessBuilder("sh", "-c", "cat >\"$0\" && chmod 755 \"$0\"", file.toString())
              .redirectErrorStream(true)
              .start();
      try (OutputStream in = shell.getOutputStream()) {
        in.write(text.getBytes(StandardCharsets.UTF_8));
      }
      String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (shell.waitFor() != 0) {
        throw new AssertionError(file + ": " + said);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
