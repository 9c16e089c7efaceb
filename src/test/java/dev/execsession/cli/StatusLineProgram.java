package dev.execsession.cli;

import dev.execsession.process.Interrupts;
import dev.execsession.process.Terminal;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Redraws a long status line when its terminal was resized, until a file is there. */
final class StatusLineProgram {
  private StatusLineProgram() {}

  /** Runs until the file named by the first argument is there. */
  public static void main(String[] args) {
    PrintStream err = new PrintStream(System.err, false, StandardCharsets.UTF_8);
    Terminal.Size[] size = {null};
    AtomicLong hours = new AtomicLong();
    Console console =
        new Console(
            new Surroundings(
                InputStream.nullInputStream(),
                err,
                err,
                Map.of("TERM", "xterm"),
                Path.of("/"),
                false,
                true,
                true,
                Interrupts.NONE),
            Console.ColourWish.AUTO,
            Console.Verbosity.NORMAL,
            new Screen(() -> size[0], () -> hours.addAndGet(3_600_000_000_000L)));
    // tmux keeps a screen that is erased from its first row on in its history.
    for (int line = 1; line <= 5; line++) {
      console.say("before " + line);
    }
    while (!Files.exists(Path.of(args[0]))) {
      Terminal.Size now = Terminal.size().orElseThrow();
      if (!now.equals(size[0])) {
        size[0] = now;
        console.status("block 1/3 · check 1/1 · 00:42  " + "令牌 token bucket ".repeat(20));
      }
    }
    console.say("after");
  }
}
