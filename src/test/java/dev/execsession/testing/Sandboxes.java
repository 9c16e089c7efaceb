package dev.execsession.testing;

import java.io.IOException;
import org.junit.jupiter.api.Assumptions;

/** Whether this machine can confine commands. */
public final class Sandboxes {
  private Sandboxes() {}

  /** Says loudly, and skips the test, where bubblewrap is missing or may not make namespaces. */
  public static void assumePossible() {
    Assumptions.assumeTrue(possible(), Sandboxes::missing);
  }

  private static boolean possible() {
    try {
      return new ProcessBuilder(
                  "bwrap",
                  "--ro-bind",
                  "/",
                  "/",
                  "--unshare-user",
                  "--unshare-pid",
                  "--proc",
                  "/proc",
                  "true")
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

  private static String missing() {
    String message = "NOT TESTED: the sandbox, for want of a bwrap that may make namespaces";
    System.err.println(message);
    return message;
  }
}
