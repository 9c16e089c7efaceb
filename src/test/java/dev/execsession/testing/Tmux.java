package dev.execsession.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A tmux server with windows in which programs run at a terminal and a person types. */
public final class Tmux implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final Duration AGAIN = Duration.ofSeconds(3);
  private static final List<String> SIZE = List.of("-x", "150", "-y", "50");

  private final Path socket;
  private final Path directory;
  private final Map<String, String> environment;

  /** Opens the first window, with a shell in the folder and environment of the launcher. */
  public Tmux(Path socket, Cli cli, String window) {
    this.socket = socket;
    this.directory = cli.directory();
    this.environment = cli.with("TERM", "xterm-256color").environment();
    List<String> words = new ArrayList<>(List.of("-f", "/dev/null", "new-session", "-d"));
    words.addAll(SIZE);
    words.addAll(List.of("-n", window, "/bin/sh"));
    tmux(words.toArray(String[]::new));
  }

  /** Opens another window with a shell. */
  public void window(String name) {
    tmux("new-window", "-d", "-n", name, "/bin/sh");
  }

  /** Types a line and, once the window shows it, presses Enter. */
  public void type(String window, String line) {
    int before = shown(screen(window), line);
    repeat(
        window,
        () -> {
          press(window, "C-u");
          tmux("send-keys", "-t", window, "-l", line);
        },
        screen -> shown(screen, line) > before);
    press(window, "Enter");
  }

  /** Returns how often the screen shows the end of a line. */
  private static int shown(String screen, String line) {
    String end = line.substring(Math.max(0, line.length() - 20));
    return screen.replaceAll("\\s*\n\\s*", " ").split(Pattern.quote(end), -1).length - 1;
  }

  /** Presses keys by their names in tmux. */
  public void press(String window, String... keys) {
    List<String> words = new ArrayList<>(List.of("send-keys", "-t", window));
    words.addAll(List.of(keys));
    tmux(words.toArray(String[]::new));
  }

  /** Presses a key until the screen is as expected. */
  public void pressUntil(String window, String key, Predicate<String> expected) {
    repeat(window, () -> press(window, key), expected);
  }

  /**
   * Types something until the screen is as expected: a program that starts may throw away what
   * comes too early.
   */
  private void repeat(String window, Runnable keys, Predicate<String> expected) {
    long[] next = {System.nanoTime()};
    await(
        window,
        screen -> {
          boolean holds = expected.test(screen);
          if (!holds && System.nanoTime() - next[0] >= 0) {
            keys.run();
            next[0] = System.nanoTime() + AGAIN.toNanos();
          }
          return holds;
        });
  }

  /** Returns what the window shows, without what scrolled away. */
  public String screen(String window) {
    return tmux("capture-pane", "-p", "-t", window);
  }

  /** Returns the screen once it is as expected. */
  public String await(String window, Predicate<String> expected) {
    String[] last = {""};
    await(
        "the screen",
        window,
        () -> {
          last[0] = screen(window);
          return expected.test(last[0]);
        });
    return last[0];
  }

  /** Waits until something holds; what the window shows is printed when it never does. */
  public void await(String what, String window, BooleanSupplier holds) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            what + " was not as expected within " + DEADLINE + ":\n" + screen(window));
      }
      // Each look takes time from the agent.
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private String tmux(String... words) {
    List<String> command = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + ": " + printed);
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    tmux("kill-server");
  }
}
