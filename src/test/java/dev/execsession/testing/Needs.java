package dev.execsession.testing;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** What a test wants of the machine; where it is missing, that is said loudly and it is skipped. */
public final class Needs {
  private Needs() {}

  /** Wants programs on the {@code PATH}. */
  public static void installed(String... programs) {
    for (String program : programs) {
      that(runs("sh", "-c", "command -v " + program), "`" + program + "`");
    }
  }

  /** Wants those of the programs that a script calls. */
  public static void calledIn(String script, String... programs) {
    for (String program : programs) {
      if (script.contains(program + " ")) {
        installed(program);
      }
    }
  }

  /** Wants strace, and a machine that lets it trace. */
  public static void tracing() {
    that(runs("strace", "-qq", "-o", "/dev/null", "true"), "a strace that may trace");
  }

  /** Wants bubblewrap, and a machine that lets it make namespaces. */
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

  /** Wants something, told in a few words. */
  public static void that(boolean there, String what) {
    Assumptions.assumeTrue(
        there,
        () -> {
          String message = "NOT TESTED, for want of " + what;
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
