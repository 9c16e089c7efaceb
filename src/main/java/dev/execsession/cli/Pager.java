package dev.execsession.cli;

import dev.execsession.process.Programs;
import dev.execsession.process.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Shows text that is longer than the screen in the user's pager. */
final class Pager {
  private static final String LESS = "less -FRX";

  /** Exit statuses of a shell that could not start the command. */
  private static final int NOT_EXECUTABLE = 126;

  private static final int NOT_FOUND = 127;

  private final Screen screen;
  private final Terminal terminal;
  private final String command;

  private Pager(Screen screen, Terminal terminal, String command) {
    this.screen = screen;
    this.terminal = terminal;
    this.command = command;
  }

  /** Returns the pager named by {@code PAGER}, or else {@code less}, if it is installed. */
  static Pager of(Console console, Terminal terminal, Map<String, String> environment) {
    return new Pager(console.screen(), terminal, command(environment));
  }

  /** Returns the shell command; empty for none. */
  static String command(Map<String, String> environment) {
    String named = environment.get("PAGER");
    if (named != null) {
      return named.strip().equals("cat") ? "" : named.strip();
    }
    boolean found =
        Programs.find("less", environment, Path.of("")).kind() == Programs.Kind.EXECUTABLE;
    return found && !"dumb".equals(environment.get("TERM")) ? LESS : "";
  }

  /**
   * Shows the lines, and waits until the pager is left; returns false, with nothing shown, when
   * they fit on the screen or there is no pager.
   */
  boolean shows(List<String> lines) {
    return !command.isEmpty()
        && screen.isExceededBy(lines)
        && terminal.lend(() -> run(String.join("\n", lines) + "\n"));
  }

  private boolean run(String text) {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .redirectOutput(terminal.output())
            .redirectError(Redirect.INHERIT);
    try {
      Process pager = builder.start();
      try (OutputStream in = pager.getOutputStream()) {
        in.write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It was left before its end.
      }
      int exit = pager.waitFor();
      return exit != NOT_EXECUTABLE && exit != NOT_FOUND;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
