package dev.execsession.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tool at a real pseudo-terminal, made by {@code script} of util-linux. Input is typed when the
 * screen shows the expected text; every wait has a deadline after which the test fails with the
 * whole transcript.
 */
public final class Pty implements AutoCloseable {
  private static final Pattern START = Pattern.compile("Start\\?\\S* $");

  private final Process process;
  private final @Nullable Modes modes;
  private final Duration deadline;
  private final OutputStream keyboard;
  private final StringBuilder screen = new StringBuilder();
  private final Thread reader = new Thread(this::read);
  private final boolean starts;
  private int seen;
  private boolean ended;
  private boolean isStarted;

  private Pty(Process process, Duration deadline, @Nullable Modes modes, boolean starts) {
    this.starts = starts;
    this.modes = modes;
    this.process = process;
    this.deadline = deadline;
    this.keyboard = process.getOutputStream();
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts the tool with these arguments at a new terminal. A run is told to start as soon as it
   * asks.
   */
  public static Pty start(Cli cli, List<String> words) {
    return start(cli, words, true);
  }

  /** Runs a shell line at a new terminal; the question whether to start is left to the test. */
  public static Pty shell(Cli cli, String line) {
    return start(cli, "stty cols 120 rows 40; " + line, null, false);
  }

  /** As {@link #start(Cli, List)}, but the question whether to start is left to the test. */
  public static Pty startAsked(Cli cli, List<String> words) {
    return start(cli, words, false);
  }

  private static Pty start(Cli cli, List<String> words, boolean starts) {
    Modes modes = Modes.create();
    return start(
        cli,
        // The shell must survive to check the modes again; a trap is not inherited by the tool.
        "trap : INT TERM HUP; stty cols 120 rows 40; export CASE_TTY=\"$(tty)\"; stty -g >'"
            + modes.before
            + "'; "
            + quoted(words)
            + "; code=$?; stty -g >'"
            + modes.after
            + "'; exit $code",
        modes,
        starts);
  }

  /**
   * Starts the tool as the first process of a terminal, which is signalled when the terminal
   * closes.
   */
  public static Pty startAlone(Cli cli, List<String> words) {
    return start(cli, "stty cols 120 rows 40; exec " + quoted(words), null, true);
  }

  private static String quoted(List<String> words) {
    StringBuilder line = new StringBuilder();
    for (String word : Cli.command(words.toArray(String[]::new))) {
      line.append('\'').append(word.replace("'", "'\\''")).append("' ");
    }
    return line.toString();
  }

  private static Pty start(Cli cli, String line, @Nullable Modes modes, boolean starts) {
    List<String> command = new ArrayList<>(Cli.DEFAULT_SIGNALS);
    command.addAll(List.of("script", "-qefc", line, "/dev/null"));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(cli.directory().toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(cli.environment());
    builder.environment().put("TERM", "xterm");
    builder.environment().put("SHELL", "/bin/sh");
    try {
      return new Pty(builder.start(), cli.deadline(), modes, starts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    byte[] buffer = new byte[8192];
    try (InputStream in = process.getInputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        synchronized (screen) {
          screen.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
          screen.notifyAll();
        }
        answerStart();
      }
    } catch (IOException e) {
      // The terminal is gone, as at its end.
    }
    synchronized (screen) {
      ended = true;
      screen.notifyAll();
    }
  }

  private void answerStart() {
    boolean asks;
    synchronized (screen) {
      asks = starts && !isStarted && START.matcher(screen).find();
    }
    if (asks) {
      isStarted = true;
      type("y");
    }
  }

  /** Waits for a match after the last one, and returns it. */
  public String await(String regex) {
    Pattern pattern = Pattern.compile(regex);
    long end = System.nanoTime() + deadline.toNanos();
    synchronized (screen) {
      while (true) {
        Matcher matcher = pattern.matcher(screen);
        if (matcher.find(seen)) {
          seen = matcher.end();
          return matcher.group();
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (ended || left <= 0) {
          throw new AssertionError(
              (ended ? "ended" : "waited " + deadline) + " without `" + regex + "`:\n" + screen);
        }
        pause(left);
      }
    }
  }

  private void pause(long millis) {
    try {
      screen.wait(millis);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** Types a line and Enter. */
  public Pty type(String line) {
    return press(line + "\r");
  }

  /** Presses keys, {@code \u0003} for Ctrl-C. */
  public Pty press(String keys) {
    try {
      keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
      return this;
    } catch (IOException e) {
      throw new AssertionError("the terminal is gone:\n" + transcript(), e);
    }
  }

  /**
   * Answers each prompt that matches a key with its value until the tool ends; returns its exit
   * code.
   */
  public int answerUntilTheEnd(Map<String, String> answers) {
    Pattern any = Pattern.compile("(?:" + String.join(")|(?:", answers.keySet()) + ")");
    long end = System.nanoTime() + deadline.toNanos();
    while (true) {
      String shown;
      synchronized (screen) {
        Matcher matcher = any.matcher(screen);
        if (matcher.find(seen)) {
          seen = matcher.end();
          shown = matcher.group();
        } else if (ended) {
          return exit();
        } else {
          long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
          if (left <= 0) {
            throw new AssertionError("not ended after " + deadline + ":\n" + screen);
          }
          pause(left);
          continue;
        }
      }
      answers.forEach(
          (regex, answer) -> {
            if (shown.matches("(?s)" + regex)) {
              type(answer);
            }
          });
    }
  }

  /** Sends a signal to the tool alone. */
  public Pty signal(String name) {
    Signal.send(name, tool());
    return this;
  }

  private ProcessHandle tool() {
    return process
        .descendants()
        .filter(child -> child.info().command().filter(path -> path.endsWith("/java")).isPresent())
        .findFirst()
        .orElseThrow(() -> new AssertionError("the tool does not run:\n" + transcript()));
  }

  /** Closes the terminal and waits for the tool's end. */
  public void hangUp() {
    ProcessHandle tool = tool();
    process.destroyForcibly();
    try {
      tool.onExit().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("the tool outlives its terminal:\n" + transcript(), e);
    }
  }

  /** Waits for the tool's end, holds the terminal's modes against before, gives the exit code. */
  public int exit() {
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("not ended after " + deadline + ":\n" + transcript());
      }
      reader.join(deadline.toMillis()); // what the process printed last is still on its way
      if (modes != null) {
        modes.assertAsBefore(transcript());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** The terminal's modes before and after the tool ran, as {@code stty -g} tells them. */
  private record Modes(Path folder, Path before, Path after) {
    static Modes create() {
      try {
        Path folder = Files.createTempDirectory("pty");
        return new Modes(folder, folder.resolve("before"), folder.resolve("after"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void delete() {
      try {
        Files.deleteIfExists(before);
        Files.deleteIfExists(after);
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void assertAsBefore(String transcript) {
      try {
        assertThat(Files.readString(after))
            .as("modes of the terminal after\n" + transcript)
            .isEqualTo(Files.readString(before));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Returns all that was shown so far, without carriage returns. */
  public String transcript() {
    synchronized (screen) {
      return screen.toString().replace("\r", "");
    }
  }

  /** Ends what is still running. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    if (modes != null) {
      modes.delete();
    }
  }
}
