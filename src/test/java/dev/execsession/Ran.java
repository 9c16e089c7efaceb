package dev.execsession;

import dev.execsession.testing.Aside;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The result of a program: its process id, exit code and output. */
record Ran(long pid, int exit, String out, String err) {

  /** Runs a program to its end with exactly this environment and empty standard input. */
  static Ran program(Path folder, Map<String, String> environment, List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      CompletableFuture<String> err = Aside.text(process.getErrorStream());
      CompletableFuture<String> out = Aside.text(process.getInputStream());
      return new Ran(process.pid(), process.waitFor(), out.join(), err.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while `" + words + "` ran", e);
    }
  }
}
