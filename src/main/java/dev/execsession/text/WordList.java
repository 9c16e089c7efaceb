package dev.execsession.text;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Splits text into sets and lists of words. */
public final class WordList {
  private static final Pattern BAR = Pattern.compile("\\|");
  private static final Pattern BLANK = Pattern.compile(" ");

  private WordList() {}

  /** Returns the words separated by bars, or else by blanks. */
  public static Set<String> of(String words) {
    return Set.of(split(words));
  }

  /** Returns the words in order; separated as in {@link #of}. */
  public static List<String> inOrder(String words) {
    return List.of(split(words));
  }

  private static String[] split(String words) {
    return (words.indexOf('|') >= 0 ? BAR : BLANK).split(words);
  }
}
