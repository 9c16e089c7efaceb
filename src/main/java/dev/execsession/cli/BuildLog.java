package dev.execsession.cli;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes the power from foreign text on a build service, whose runner obeys lines of the log: GitHub
 * those that begin with {@code ::}, whatever blanks stand before it, and like Azure those with
 * {@code ##[} or {@code ##vso[} anywhere in them.
 */
final class BuildLog {
  private BuildLog() {}

  /** Compiled where a build service reads along, not at every start. */
  private static final class Commands {
    static final Pattern AT_THE_START = Pattern.compile("(?m)^(\\h*)(?=::)");
    static final Pattern ANYWHERE = Pattern.compile("##(?=\\[|vso\\[)");
  }

  /** Returns whether the log is read by such a runner. */
  static boolean isRead(Map<String, String> environment) {
    return environment.containsKey("GITHUB_ACTIONS") || environment.containsKey("TF_BUILD");
  }

  /** Returns the text with a mark wherever a runner would see a command, readable as before. */
  static String inert(String text) {
    String quoted = Commands.AT_THE_START.matcher(text).replaceAll("$1| ");
    return Commands.ANYWHERE.matcher(quoted).replaceAll("## ");
  }
}
