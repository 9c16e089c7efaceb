package dev.execsession.testing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The tool as a running job without a terminal, to receive signals. */
public final class Job implements AutoCloseable {
  private final Process process;
  private final Duration deadline;
  private final CompletableFuture<String> output;

  Job(Process process, Duration deadline) {
    this.process = process;
    this.deadline = deadline;
    this.output = Aside.text(process.getInputStream());
  }

  public long pid() {
    return process.pid();
  }

  /** Sends a signal to the whole group, as the terminal does at Ctrl-C. */
  public Job signalGroup(String name) {
    Signal.sendToGroup(name, process.toHandle());
    return this;
  }

  /** Sends a signal to the tool alone, as a build service does. */
  public Job signal(String name) {
    Signal.send(name, process.toHandle());
    return this;
  }

  /** Waits for the end and returns the exit code with all output. */
  public Cli.Ran end() {
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        close();
        throw new AssertionError(
            "not ended after " + deadline + ":\n" + output.getNow("(still written to)"));
      }
      return new Cli.Ran(
          process.exitValue(), output.get(deadline.toMillis(), TimeUnit.MILLISECONDS), "");
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no end", e);
    }
  }

  /** Ends what is still running. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
