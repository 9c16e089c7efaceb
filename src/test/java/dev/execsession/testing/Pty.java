package dev.execsession.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tool at a real pseudo-terminal, made by {@code script} of util-linux. What a person would do
 * is done when the screen shows what they would wait for; every wait has a deadline after which the
 * test fails with the whole transcript.
 */
public final class Pty implements AutoCloseable {
  private final Process process;
  private final Duration deadline;
  private final OutputStream keyboard;
  private final StringBuilder screen = new StringBuilder();
  private int seen;
  private boolean ended;

  private Pty(Process process, Duration deadline) {
    this.process = process;
    this.deadline = deadline;
    this.keyboard = process.getOutputStream();
    Thread reader = new Thread(this::read);
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts the tool with these words at a terminal of its own. */
  public static Pty start(Cli cli, List<String> words) {
    StringBuilder line = new StringBuilder("stty cols 120 rows 40; exec ");
    for (String word : Cli.command(words.toArray(String[]::new))) {
      line.append('\'').append(word.replace("'", "'\\''")).append("' ");
    }
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qefc", line.toString(), "/dev/null")
            .directory(cli.directory().toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(cli.environment());
    builder.environment().put("TERM", "xterm");
    builder.environment().put("SHELL", "/bin/sh");
    try {
      return new Pty(builder.start(), cli.deadline());
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
      }
    } catch (IOException e) {
      // The terminal is gone, as at its end.
    }
    synchronized (screen) {
      ended = true;
      screen.notifyAll();
    }
  }

  /** Waits until a text that matches is shown behind the last one awaited, and gives it. */
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
   * Answers whatever is asked, each text that matches a key with its value, until the tool ends;
   * gives its exit code.
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

  /** Waits for the tool's end and gives its exit code. */
  public int exit() {
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("not ended after " + deadline + ":\n" + transcript());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** Gives all that was shown so far, without carriage returns. */
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
  }
}
