package dev.execsession;

import dev.execsession.cli.ExecSession;
import dev.execsession.cli.PlainAnswers;
import dev.execsession.cli.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Starts the command line; the only class that touches the process's streams, environment and exit.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // The launcher tells which standard streams are terminals; Java can only tell of all at once.
    String terminals = System.getProperty("exec.session.tty", "");
    SignalHandlers signals = new SignalHandlers(Runtime.getRuntime()::halt);
    Surroundings surroundings =
        new Surroundings(
            System.in,
            stream(FileDescriptor.out),
            stream(FileDescriptor.err),
            System.getenv(),
            Path.of("").toAbsolutePath(),
            terminals.contains("0"),
            terminals.contains("1"),
            terminals.contains("2"),
            signals);
    Integer answered = PlainAnswers.to(args, surroundings);
    System.exit(answered != null ? answered : signals.finish(ExecSession.run(args, surroundings)));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
