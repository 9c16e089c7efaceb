package dev.execsession;

import dev.execsession.cli.ExecSession;
import dev.execsession.cli.PlainAnswers;
import dev.execsession.cli.Surroundings;
import dev.execsession.guard.Agent;
import dev.execsession.guard.Canary;
import dev.execsession.process.Interrupts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Does once what users do often, in folders of its own and without a word, so that a JVM that makes
 * a class archive meets the classes that they need. {@code lib/archive-classes} starts it.
 */
public final class ClassTraining {
  private ClassTraining() {}

  /** Does the usual things; fails when the demo does, for then the archive would be of no use. */
  public static void main(String[] args) throws IOException {
    Map<String, String> environment = System.getenv();
    Objects.requireNonNull(Main.class.getName());
    new SignalHandlers(code -> {}).check();
    for (String word : new String[] {"--version", "--help"}) {
      PlainAnswers.to(new String[] {word}, silent(environment));
    }
    int exit = ExecSession.run(new String[] {"demo"}, silent(environment));
    if (exit != 0) {
      throw new IllegalStateException("the demo ended with " + exit);
    }
    Canary.rehearse(Agent.CLAUDE, environment, (active, path) -> false);
  }

  private static Surroundings silent(Map<String, String> environment) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Surroundings(
        InputStream.nullInputStream(),
        nowhere,
        nowhere,
        environment,
        Path.of("").toAbsolutePath(),
        false,
        false,
        false,
        Interrupts.NONE);
  }
}
