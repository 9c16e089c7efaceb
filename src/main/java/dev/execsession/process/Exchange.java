package dev.execsession.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a short-lived program.
 *
 * @param exit its exit status; null if it did not exit in time
 */
public record Exchange(@Nullable Integer exit, String out, String err) {

  /** Runs a program to its end with a text on its standard input. */
  public static Exchange with(
      List<String> argv,
      Path directory,
      Map<String, String> environment,
      String input,
      Duration limit)
      throws IOException {
    // Files rather than pipes: a program that does not read its input cannot block us.
    Path folder = Files.createTempDirectory("exec-session-exchange-");
    Path in = folder.resolve("in");
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    try {
      Files.writeString(in, input);
      ProcessBuilder builder =
          new ProcessBuilder(argv)
              .directory(directory.toFile())
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      boolean ended = wait(process, limit);
      return new Exchange(
          ended ? process.exitValue() : null, Files.readString(out), Files.readString(err));
    } finally {
      for (Path file : List.of(in, out, err, folder)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean wait(Process process, Duration limit) {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
    return false;
  }
}
