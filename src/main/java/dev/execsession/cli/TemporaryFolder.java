package dev.execsession.cli;

import dev.execsession.file.FileTree;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.ShellWord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A temporary folder that a command fills with a repository and deletes at its end. */
record TemporaryFolder(Path path) {
  /** Fills a folder. */
  interface Content {
    void write(Path folder) throws IOException;
  }

  /** Creates the folder with its content. */
  static TemporaryFolder create(String prefix, Content content) {
    try {
      Path folder = Files.createTempDirectory(prefix).toRealPath();
      content.write(folder);
      return new TemporaryFolder(folder);
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.RUN_OUTPUT,
          "cannot create a temporary folder: " + e,
          "set a writable one with EXEC_SESSION_JAVA_OPTS=-Djava.io.tmpdir=DIR",
          e);
    }
  }

  /** Deletes the folder; links are deleted, not followed. */
  void delete() {
    try {
      FileTree.delete(path);
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.RUN_OUTPUT,
          "cannot delete the temporary folder: " + e,
          "rm -rf " + ShellWord.quote(path.toString()),
          e);
    }
  }

  /** Returns the text of a file that is part of this tool. */
  static String resource(String name) {
    try (InputStream in = TemporaryFolder.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
