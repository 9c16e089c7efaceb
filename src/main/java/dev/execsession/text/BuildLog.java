package dev.execsession.text;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Neutralizes untrusted text on a build service, whose runner executes commands in log lines:
 * GitHub those that begin with {@code ::} after any blanks, and like Azure those with {@code ##[}
 * or {@code ##vso[} anywhere.
 */
public final class BuildLog {
  private BuildLog() {}

  /** Compiled on demand, not at every start. */
  private static final class Commands {
    static final Pattern AT_THE_START = Pattern.compile("(?m)^(\\h*)(?=::)");
    static final Pattern ANYWHERE = Pattern.compile("##(?=\\[|vso\\[)");
  }

  /** Returns whether such a runner reads the log. */
  public static boolean isRead(Map<String, String> environment) {
    return environment.containsKey("GITHUB_ACTIONS") || environment.containsKey("TF_BUILD");
  }

  /** Returns the text with a mark inserted into every command; still readable. */
  public static String inert(String text) {
    String quoted = Commands.AT_THE_START.matcher(text).replaceAll("$1| ");
    return Commands.ANYWHERE.matcher(quoted).replaceAll("## ");
  }
}
