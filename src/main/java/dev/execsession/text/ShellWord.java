package dev.execsession.text;

import java.util.regex.Pattern;

/** Quotes text as one shell word, so that a printed command can be pasted. */
public final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./=-]+");

  private ShellWord() {}

  /** Returns a relative path as one word that no program mistakes for an option. */
  public static String path(String path) {
    return quote(path.startsWith("-") ? "./" + path : path);
  }

  /** Returns the text in single quotes, if necessary. */
  public static String quote(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
