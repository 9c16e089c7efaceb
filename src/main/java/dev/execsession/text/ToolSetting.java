package dev.execsession.text;

/** The sentence about a tool's setting outside of the worktree that a command could change. */
public final class ToolSetting {
  private static final String SUBJECT = "tool setting `";

  private ToolSetting() {}

  /** Returns the sentence; {@code verb} is such as {@code was created}. */
  public static String sentence(String file, String verb) {
    return SUBJECT + file + "` " + verb + " outside the worktree";
  }

  /** Returns whether a sentence is about a tool's setting. */
  public static boolean isSubjectOf(String sentence) {
    return sentence.startsWith(SUBJECT);
  }
}
