package dev.execsession.session;

import java.util.regex.Pattern;

/** Writes texts so that a shell takes each as one word. */
final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/-]+");

  private ShellWord() {}

  static String of(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
