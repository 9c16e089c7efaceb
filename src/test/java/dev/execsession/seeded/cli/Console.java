package dev.execsession.seeded.cli;

import java.io.PrintStream;

/** Allowed: the one place that prints. */
public record Console(PrintStream out) {
  void say(String text) {
    out.print(text);
  }
}
