package dev.execsession.seeded.check;

/** Broken: every way to the process's own streams, environment and end. */
final class TouchesTheProcess {
  private TouchesTheProcess() {}

  static Object streams() {
    return new Object[] {System.out, System.err, System.in};
  }

  static String environment() {
    return System.getenv("HOME") + System.getProperty("user.home");
  }

  static void end(Exception failure) {
    failure.printStackTrace();
    System.exit(1);
  }
}
