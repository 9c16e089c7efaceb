package dev.execsession.executor;

import java.util.regex.Pattern;

/** Words as the shell knows them. */
final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./={}-]+");

  private ShellWords() {}

  /** Gives the word as the shell would have to be given it. */
  static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
