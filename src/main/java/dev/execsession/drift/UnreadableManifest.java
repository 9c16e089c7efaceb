package dev.execsession.drift;

/** Returns why a manifest cannot be understood, as the end of a sentence. */
final class UnreadableManifest extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableManifest(String why) {
    super(why);
  }

  UnreadableManifest(String why, Throwable cause) {
    super(why, cause);
  }
}
