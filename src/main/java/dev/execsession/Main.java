package dev.execsession;

import dev.execsession.cli.ExecSession;
import dev.execsession.cli.PlainAnswers;
import dev.execsession.cli.Surroundings;
import dev.execsession.process.Interrupts;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/**
 * Starts the command line; the only class that touches the process's streams, environment and exit.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // A plain answer has nothing to end when a signal comes.
    Integer answered = PlainAnswers.to(args, surroundings(Interrupts.NONE));
    int exit = answered != null ? answered : run(args);
    // Nothing is left that the JVM should end in good order, which takes it a while.
    Runtime.getRuntime().halt(exit);
  }

  private static int run(String[] args) {
    SignalHandlers signals = prepare();
    return signals.finish(ExecSession.run(args, surroundings(signals)));
  }

  /** Prepares the process for commands whose words are parsed. */
  static SignalHandlers prepare() {
    // The parser would bring up Java's calendar for converters of dates, which no option has.
    System.setProperty("picocli.converters.excludes", "java.(sql|time)..*");
    return new SignalHandlers(new Halt());
  }

  private static Surroundings surroundings(Interrupts interrupts) {
    // The launcher tells which standard streams are terminals; Java can only tell of all at once.
    String terminals = System.getProperty("exec.session.tty", "");
    return new Surroundings(
        new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        System.getenv(),
        Path.of("").toAbsolutePath(),
        terminals.contains("0"),
        terminals.contains("1"),
        terminals.contains("2"),
        interrupts);
  }

  /** A class rather than a lambda, whose making is dear at a start that may need no other. */
  private static final class Halt implements IntConsumer {
    @Override
    public void accept(int exit) {
      Runtime.getRuntime().halt(exit);
    }
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
