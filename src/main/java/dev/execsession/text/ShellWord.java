package dev.execsession.text;

import java.util.regex.Pattern;

/** Writes a text as one word of a shell, so that a printed command can be typed as it stands. */
public final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./=-]+");

  private ShellWord() {}

  /** Returns a relative path as one word that no program takes for an option. */
  public static String path(String path) {
    return quote(path.startsWith("-") ? "./" + path : path);
  }

  /** Returns the text as it is when the shell takes it so, else in single quotes. */
  public static String quote(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
