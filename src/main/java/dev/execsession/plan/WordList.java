package dev.execsession.plan;

import java.util.Set;
import java.util.regex.Pattern;

/** Splits text into sets of words. */
final class WordList {
  private static final Pattern BAR = Pattern.compile("\\|");
  private static final Pattern BLANK = Pattern.compile(" ");

  private WordList() {}

  /** Returns the words separated by bars, or else by blanks. */
  static Set<String> of(String words) {
    Pattern separator = words.indexOf('|') >= 0 ? BAR : BLANK;
    return Set.of(separator.split(words));
  }
}
