package dev.execsession.training;

import dev.execsession.Main;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Starts what a JVM that makes a class archive must see; see {@code lib/archive-classes}. */
public final class ClassTraining {
  private ClassTraining() {}

  /**
   * Runs in silence what an archive is for: {@code hook} for an agent's hook, {@code full} for
   * everything else.
   */
  public static void main(String[] args) throws IOException {
    Path root = Path.of("").toAbsolutePath().resolve("rehearsal");
    if (args[0].equals("hook")) {
      HookTraining.run(root, System.getenv());
    } else {
      PlanTraining.run(root);
    }
  }

  /**
   * Runs a command line in silence. How it ends does not matter: on a machine that is too busy to
   * start the sandbox in time it is refused, and an archive with fewer classes beats none.
   */
  static void run(String input, String... words) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    Main.run(words, new ByteArrayInputStream(bytes), nowhere, nowhere);
  }
}
