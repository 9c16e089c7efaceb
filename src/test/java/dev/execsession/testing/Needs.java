package dev.execsession.testing;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Requirements of a test; if one is missing, the test is skipped with a clear message. */
public final class Needs {
  private Needs() {}

  /** Requires programs on the {@code PATH}. */
  public static void installed(String... programs) {
    for (String program : programs) {
      that(runs("sh", "-c", "command -v " + program), "`" + program + "`");
    }
  }

  /** Requires the programs that a script calls. */
  public static void calledIn(String script, String... programs) {
    for (String program : programs) {
      if (script.contains(program + " ")) {
        installed(program);
      }
    }
  }

  /** Requires strace, and permission to trace. */
  public static void tracing() {
    that(runs("strace", "-qq", "-o", "/dev/null", "true"), "a strace that may trace");
  }

  /** Requires bubblewrap, and permission to create namespaces. */
  public static void confining() {
    that(
        runs(
            "bwrap",
            "--ro-bind",
            "/",
            "/",
            "--unshare-user",
            "--unshare-pid",
            "--proc",
            "/proc",
            "true"),
        "a bwrap that may make namespaces");
  }

  /** Requires a condition, described in a few words. */
  public static void that(boolean there, String what) {
    Assumptions.assumeTrue(
        there,
        () -> {
          String message = "NOT TESTED, missing: " + what;
          System.err.println(message);
          return message;
        });
  }

  private static boolean runs(String... words) {
    try {
      return new ProcessBuilder(List.of(words))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
