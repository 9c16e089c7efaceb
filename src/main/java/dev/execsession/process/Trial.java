package dev.execsession.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The result of a command that shows whether something is possible here.
 *
 * @param said the first line of output, or why there is none
 */
record Trial(int status, String said) {
  private static final long LIMIT_MS = 5_000;

  /**
   * Runs a command to its end.
   *
   * @param name of the program that is tried
   */
  static Trial run(String name, List<String> argv, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .redirectErrorStream(true)
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().put("PATH", Programs.path(environment));
    try {
      Process process = builder.start();
      if (!process.waitFor(LIMIT_MS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return new Trial(-1, "`" + name + "` did not exit");
      }
      int status = process.exitValue();
      String printed =
          new String(process.getInputStream().readNBytes(2_000), StandardCharsets.UTF_8);
      String otherwise = status == 0 ? "" : "`" + name + "` exited with status " + status;
      return new Trial(status, printed.lines().findFirst().orElse(otherwise));
    } catch (IOException e) {
      return new Trial(-1, "cannot start: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Trial(-1, "the tool was stopped");
    }
  }
}
