package dev.execsession.session;

import java.util.Locale;
import java.util.stream.Stream;

/** How strongly executors and checks are confined. */
public enum SandboxMode {
  /** To the worktree where the machine can do it, not at all elsewhere. */
  AUTO,
  /** To what the block includes; a machine that cannot do it runs nothing. */
  ON,
  /** Not at all. */
  OFF;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static boolean isWord(String word) {
    return Stream.of(values()).anyMatch(mode -> mode.word().equals(word));
  }

  /** Gives the mode of this word. */
  public static SandboxMode of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
