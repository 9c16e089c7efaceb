package dev.execsession.seeded.cli;

import dev.execsession.seeded.engine.Engine;
import picocli.CommandLine;

/** Allowed to know picocli and the engine, not to print. */
record PrintsToo(CommandLine words, Engine engine) {
  void say() {
    words.getOut().println("a word past the console");
  }
}
