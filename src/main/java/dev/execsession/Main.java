package dev.execsession;

import dev.execsession.cli.DirectHook;
import dev.execsession.cli.ExecSession;
import dev.execsession.cli.Surroundings;
import dev.execsession.process.Interrupts;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Starts the command line; the only class that accesses the process's streams, environment and
 * exit.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int exit =
        run(
            args,
            new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
            stream(FileDescriptor.out),
            stream(FileDescriptor.err));
    // Nothing is left to shut down, which would take the JVM a while.
    Runtime.getRuntime().halt(exit);
  }

  /** Runs a command line on the given streams and returns the exit code. */
  public static int run(String[] words, InputStream in, PrintStream out, PrintStream err) {
    Path directory = Path.of("").toAbsolutePath();
    DirectHook hook = DirectHook.answer(words, directory, System.getenv(), in);
    if (hook != null && hook.isSilent()) {
      return 0;
    }
    // The launcher reports which standard streams are terminals; Java only knows about all
    // together.
    String terminals = System.getProperty("exec.session.tty", "");
    Surroundings surroundings =
        new Surroundings(
            in,
            out,
            err,
            System.getenv(),
            directory,
            terminals.contains("0"),
            terminals.contains("1"),
            terminals.contains("2"),
            Interrupts.NONE);
    // A hook has nothing to clean up on a signal.
    return hook != null ? hook.write(surroundings) : parsed(words, surroundings);
  }

  private static int parsed(String[] words, Surroundings surroundings) {
    // picocli would load Java's calendar for date converters, which no option uses.
    System.setProperty("picocli.converters.excludes", "java.(sql|time)..*");
    SignalHandlers signals = new SignalHandlers(Runtime.getRuntime()::halt);
    return signals.finish(ExecSession.run(words, surroundings.with(signals)));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
