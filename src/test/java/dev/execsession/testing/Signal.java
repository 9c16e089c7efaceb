package dev.execsession.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Sends signals, which Java itself does for two of them only. */
final class Signal {
  private Signal() {}

  static void send(String name, ProcessHandle process) {
    send(name, Long.toString(process.pid()));
  }

  static void sendToGroup(String name, ProcessHandle leader) {
    send(name, "-" + leader.pid());
  }

  private static void send(String name, String target) {
    try {
      int exit =
          new ProcessBuilder("sh", "-c", "kill -s \"$1\" -- \"$2\"", "sh", name, target)
              .inheritIO()
              .start()
              .waitFor();
      if (exit != 0) {
        throw new AssertionError("cannot send " + name + " to " + target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
