package dev.execsession.seeded;

import dev.execsession.seeded.cli.Console;

/** Allowed: hands the process's own stream to the console. */
final class Main {
  private Main() {}

  static Console console() {
    return new Console(System.out);
  }
}
