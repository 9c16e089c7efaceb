package dev.execsession.training;

import dev.execsession.Main;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs the workload for a class archive; see {@code lib/archive-classes}. */
public final class ClassTraining {
  private ClassTraining() {}

  /**
   * Silently runs the workload of an archive: {@code hook} for an agent's hook, {@code full} for
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
   * Runs a command line silently. Its result does not matter: on a machine too busy to start the
   * sandbox in time it is refused, and an archive with fewer classes is better than none.
   */
  static void run(String input, String... words) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    Main.run(words, new ByteArrayInputStream(bytes), nowhere, nowhere);
  }
}
