package dev.execsession.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A script that does a block's work and records each run, with its block's id, outside of the
 * repository, to verify the tool's own account.
 */
public final class Executor {
  private final Path script;
  private final Path count;

  private Executor(Path script, Path count) {
    this.script = script;
    this.count = count;
  }

  /** Creates a script in a folder; {@code $B} in it is the id of the block. */
  public static Executor script(Path folder, String body) {
    Path script = folder.resolve("x.sh");
    Path count = folder.resolve("count");
    try {
      Script.write(
          script,
          "#!/bin/sh\nB=$EXEC_SESSION_BLOCK\necho \"$B\" >>'" + count + "'\n" + body + "\n");
      if (!Files.exists(count)) {
        Files.createFile(count);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Executor(script, count);
  }

  /** Returns the command to start it, as a shell word. */
  public String command() {
    return "'" + script + "'";
  }

  public Path path() {
    return script;
  }

  /** Returns the blocks of all runs so far, in order. */
  public List<String> runs() {
    try {
      return Files.readAllLines(count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
