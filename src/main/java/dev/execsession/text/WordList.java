package dev.execsession.plan;

import java.util.Set;
import java.util.regex.Pattern;

/** Makes sets of words from one text, which is shorter to write and to read than a list. */
final class WordList {
  private static final Pattern BAR = Pattern.compile("\\|");
  private static final Pattern BLANK = Pattern.compile(" ");

  private WordList() {}

  /** Returns the words between blanks, or between bars where there is one. */
  static Set<String> of(String words) {
    Pattern separator = words.indexOf('|') >= 0 ? BAR : BLANK;
    return Set.of(separator.split(words));
  }
}
