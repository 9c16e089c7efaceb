package dev.execsession.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that this process shares with the commands it runs. One that was killed may leave it
 * without echo, or on its other screen: its modes are put back as they were when this was made.
 */
public final class Terminal {
  /** There is no terminal. */
  public static final Terminal NONE = new Terminal(Interrupts.NONE, null, true, text -> {});

  // Bracketed paste, focus reports, hidden cursor, keyboard protocol. The cursor is saved before
  // the other screen is left: a terminal that was never there would jump to where it last saved.
  private static final String RESET =
      "\u001b[?2004l\u001b[?1004l\u001b[?25h\u001b[<u\u001b7\u001b[?1049l";

  private static final long STTY_MS = 1_000;

  private final Interrupts interrupts;
  private final @Nullable String modes;
  private final boolean outputIsTerminal;
  private final Consumer<String> screen;

  private Terminal(
      Interrupts interrupts,
      @Nullable String modes,
      boolean outputIsTerminal,
      Consumer<String> screen) {
    this.interrupts = interrupts;
    this.modes = modes;
    this.outputIsTerminal = outputIsTerminal;
    this.screen = screen;
  }

  /**
   * Remembers the modes of the terminal on standard input.
   *
   * @param interrupts where Ctrl-C arrives
   * @param outputIsTerminal whether standard output is the terminal too
   * @param screen writes to the terminal, unchanged
   */
  public static Terminal onInput(
      Interrupts interrupts, boolean outputIsTerminal, Consumer<String> screen) {
    return new Terminal(interrupts, stty("-g").orElse(null), outputIsTerminal, screen);
  }

  /** Puts the modes back when they differ; forks nothing where there is no terminal. */
  public void restore() {
    if (restoreModes()) {
      screen.accept(RESET);
    }
  }

  private synchronized boolean restoreModes() {
    return modes != null
        && stty("-g").filter(now -> !now.equals(modes)).isPresent()
        && stty(modes).isPresent();
  }

  /** Returns where a command at the terminal writes its standard output. */
  Redirect output() {
    return outputIsTerminal ? Redirect.INHERIT : Redirect.to(new File("/dev/tty"));
  }

  /** Lends the terminal to a command while it runs: Ctrl-C is the command's alone. */
  <T> T lend(Supplier<T> command) {
    return interrupts.during(
        new Interrupts.Handler() {
          @Override
          public boolean takes(String signal) {
            return signal.equals("INT");
          }
        },
        () -> {
          try {
            return command.get();
          } finally {
            restoreModes();
            screen.accept(RESET);
          }
        });
  }

  /** Returns what {@code stty} prints; empty when it fails or there is none. */
  private static Optional<String> stty(String argument) {
    // A process in the background would be stopped for changing the modes.
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of("sh", "-c", "trap '' TTOU; exec stty \"$1\" 2>/dev/null", "sh", argument))
            .redirectInput(Redirect.INHERIT)
            .redirectError(Redirect.DISCARD);
    try {
      Process process = builder.start();
      if (!process.waitFor(STTY_MS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.exitValue() == 0 ? Optional.of(printed) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
