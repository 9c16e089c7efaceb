package dev.execsession.text;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes sets and lists of words from one text, which is shorter to write and to read than a list.
 */
public final class WordList {
  private static final Pattern BAR = Pattern.compile("\\|");
  private static final Pattern BLANK = Pattern.compile(" ");

  private WordList() {}

  /** Returns the words between blanks, or between bars where there is one. */
  public static Set<String> of(String words) {
    return Set.of(split(words));
  }

  /** Returns the words as {@link #of}, in the order written. */
  public static List<String> inOrder(String words) {
    return List.of(split(words));
  }

  private static String[] split(String words) {
    return (words.indexOf('|') >= 0 ? BAR : BLANK).split(words);
  }
}
