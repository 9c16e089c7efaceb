package dev.execsession.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs programs and measures how long they take. */
final class Programs {
  private static final File NULL = new File("/dev/null");

  private Programs() {}

  /** Runs a program to its end and gives the milliseconds it took. */
  static double run(Path folder, String... words) throws IOException, InterruptedException {
    return run(folder, NULL, words);
  }

  /** Runs a program that reads a file. */
  static double run(Path folder, File stdin, String... words)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(List.of(words))
            .directory(folder.toFile())
            .redirectInput(stdin)
            .redirectOutput(NULL)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException(words[0] + " " + words[1] + " ended with " + exit);
    }
    return (System.nanoTime() - began) / 1e6;
  }
}
