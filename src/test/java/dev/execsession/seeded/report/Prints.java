package dev.execsession.seeded.report;

import java.io.PrintStream;

/** Broken: prints, even though the stream was handed in. */
public record Prints(PrintStream out) {
  void say() {
    out.println("a word past the console");
  }
}
