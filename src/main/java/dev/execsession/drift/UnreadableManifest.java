package dev.execsession.drift;

/** Thrown when a manifest cannot be parsed; the message ends a sentence. */
final class UnreadableManifest extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableManifest(String why) {
    super(why);
  }

  UnreadableManifest(String why, Throwable cause) {
    super(why, cause);
  }
}
