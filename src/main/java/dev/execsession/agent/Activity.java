package dev.execsession.agent;

/**
 * What an agent just did.
 *
 * @param text a path, a command or a message, unescaped; empty when unknown
 */
public record Activity(Kind kind, String text) {
  /** The kinds of activity. */
  public enum Kind {
    EDIT("edit"),
    RUN("run"),
    READ("read"),
    TOOL("tool"),
    DENIED("denied"),
    MESSAGE("says"),
    RETRY("retry");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Returns the word that starts a line about it. */
    public String word() {
      return word;
    }
  }
}
