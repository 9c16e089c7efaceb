package dev.execsession.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A named pipe for synchronizing with scripts. Opening one blocks until the other side opens it and
 * cannot be interrupted, so every wait has a deadline after which the test fails.
 */
public final class Pipe {
  private final Path path;

  private Pipe(Path path) {
    this.path = path;
  }

  public static Pipe make(Path path) {
    try {
      if (new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor() != 0) {
        throw new AssertionError("cannot create the pipe " + path);
      }
      return new Pipe(path);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("cannot create the pipe " + path, e);
    }
  }

  /** Returns all that a script writes until it closes the pipe. */
  public String heard() {
    return Aside.await(Aside.start(() -> Files.readString(path)), "nobody wrote to " + path);
  }

  /** Writes a line for a script that reads, or is about to read, from the pipe. */
  public void say(String line) {
    Aside.await(
        Aside.start(() -> Files.writeString(path, line + "\n")), "nobody read from " + path);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
