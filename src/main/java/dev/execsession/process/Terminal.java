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
 * The terminal that this process shares with the commands it runs. A killed command may leave it
 * without echo or on its alternate screen: its modes are restored.
 */
public final class Terminal {
  /** No terminal. */
  public static final Terminal NONE = new Terminal(Interrupts.NONE, null, true, text -> {});

  // Bracketed paste, focus reports, hidden cursor, keyboard protocol. The cursor is saved before
  // leaving the alternate screen: a terminal that was never on it would jump to where it last
  // saved.
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
   * Saves the modes of the terminal on standard input.
   *
   * @param interrupts delivers Ctrl-C
   * @param outputIsTerminal whether standard output is the terminal too
   * @param screen writes to the terminal, unchanged
   */
  public static Terminal onInput(
      Interrupts interrupts, boolean outputIsTerminal, Consumer<String> screen) {
    return new Terminal(interrupts, stty("-g").orElse(null), outputIsTerminal, screen);
  }

  /**
   * The size of a terminal.
   *
   * @param columns 0 when unknown
   * @param rows 0 when unknown
   */
  public record Size(int columns, int rows) {}

  /** Returns the size of the terminal on standard error, or else of the controlling one. */
  public static Optional<Size> size() {
    return printed("stty size <&2 2>/dev/null || stty size 2>/dev/null </dev/tty", "")
        .map(text -> text.split(" ", -1))
        .filter(words -> words.length == 2)
        .flatMap(words -> size(words[1], words[0]));
  }

  private static Optional<Size> size(String columns, String rows) {
    try {
      Size size = new Size(Integer.parseInt(columns), Integer.parseInt(rows));
      return size.columns() > 0 ? Optional.of(size) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Restores the modes if they differ; does nothing without a terminal. */
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

  /** Returns the target of standard output for a command at the terminal. */
  public Redirect output() {
    return outputIsTerminal ? Redirect.INHERIT : Redirect.to(new File("/dev/tty"));
  }

  /** Lends the terminal to a command while it runs: only the command receives Ctrl-C. */
  public <T> T lend(Supplier<T> command) {
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

  /** Returns the output of {@code stty}; empty if it fails or does not exist. */
  private static Optional<String> stty(String argument) {
    // A background process would be stopped for changing the modes.
    return printed("trap '' TTOU; exec stty \"$1\" 2>/dev/null", argument);
  }

  private static Optional<String> printed(String shell, String argument) {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("sh", "-c", shell, "sh", argument))
            .redirectInput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT);
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
