package dev.execsession.text;

import java.util.regex.Pattern;

/** Writes a text as one word of a shell, so that a printed command can be typed as it stands. */
public final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./={}-]+");

  private ShellWord() {}

  /** Gives the text as it is when the shell takes it so, else in single quotes. */
  public static String quote(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
