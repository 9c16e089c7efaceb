package dev.execsession;

import dev.execsession.cli.Rehearsal;
import dev.execsession.cli.Surroundings;
import dev.execsession.process.Interrupts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Starts what a JVM that makes a class archive must see; see {@code lib/archive-classes}. */
public final class ClassTraining {
  private ClassTraining() {}

  /**
   * Does, without a word, what one of the archives is for: {@code brief} for the answers that need
   * no parser, {@code validate}, {@code full} for all else.
   */
  public static void main(String[] args) throws IOException {
    Interrupts signals = Main.prepare();
    switch (args[0]) {
      case "brief" -> Rehearsal.brief(silent());
      case "validate" -> Rehearsal.validate(silent());
      default -> {
        signals.check();
        Rehearsal.full(silent());
      }
    }
  }

  private static Surroundings silent() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Surroundings(
        InputStream.nullInputStream(),
        nowhere,
        nowhere,
        System.getenv(),
        Path.of("").toAbsolutePath(),
        false,
        false,
        false,
        Interrupts.NONE);
  }
}
