package dev.execsession.text;

import java.util.regex.Pattern;

/** Writes Markdown fences that are longer than any run of backticks in their text. */
public final class CodeFence {
  private static final Pattern BACKTICKS = Pattern.compile("`+");

  private CodeFence() {}

  /** Returns the text in a fence, ending in a line feed. */
  public static String of(String language, String text) {
    String fence = "`".repeat(Math.max(3, longestRun(text) + 1));
    String end = text.endsWith("\n") ? "" : "\n";
    return fence + language + "\n" + text + end + fence + "\n";
  }

  /** Returns the length of the longest run of backticks. */
  public static int longestRun(String text) {
    return BACKTICKS.matcher(text).results().mapToInt(run -> run.group().length()).max().orElse(0);
  }
}
