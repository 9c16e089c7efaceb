package dev.execsession.text;

import java.util.regex.Pattern;

/** Quotes text as one shell word, so that a printed command can be pasted. */
public final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./=-]+");

  private ShellWord() {}

  /** Returns a relative path as one word that no program takes for an option or a file of words. */
  public static String path(String path) {
    return quote(isPlainArgument(path) ? path : "./" + path);
  }

  /** Returns an option with a value, as words. */
  public static String option(String name, String value) {
    return name + (isPlainArgument(value) ? " " : "=") + quote(value);
  }

  /** A leading {@code -} begins an option, and {@code @} names a file of more words. */
  private static boolean isPlainArgument(String text) {
    return !text.startsWith("-") && !text.startsWith("@");
  }

  /** Returns the text in single quotes, if necessary. */
  public static String quote(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
