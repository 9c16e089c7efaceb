package dev.execsession.plan;

import java.util.Set;

/**
 * A common name for a part of a plan: {@code allowed files}, or with a {@code *} for more words
 * before, after or between, as in {@code current*}.
 */
final class Phrase {
  private static final int MOST_WORDS = 4;
  private static final int MOST_CJK_CHARACTERS = 12;
  private static final int MOST_WORDS_BETWEEN = 8;

  private static final Set<String> ARTICLES = Set.of("a", "an", "the");

  private final String head;
  private final String tail;
  private final boolean open;
  private final boolean anywhere;

  private Phrase(String head, String tail, boolean open, boolean anywhere) {
    this.head = head;
    this.tail = tail;
    this.open = open;
    this.anywhere = anywhere;
  }

  /** Parses a phrase of the list of synonyms. */
  static Phrase parse(String written) {
    String text = written.strip();
    int star = text.indexOf('*');
    if (star < 0) {
      return new Phrase(SectionKey.of(text), "", false, false);
    }
    if (text.length() > 2 && star == 0 && text.endsWith("*")) {
      return new Phrase(SectionKey.of(text.substring(1, text.length() - 1)), "", true, true);
    }
    return new Phrase(
        SectionKey.fold(text.substring(0, star)),
        SectionKey.fold(text.substring(star + 1)),
        true,
        false);
  }

  /** Returns whether a key is exactly this phrase. */
  boolean is(String key) {
    return open ? !anywhere && key.equals(head + tail) : head.equals(key);
  }

  /** Returns whether a short heading contains this phrase with additional words. */
  boolean isIn(String key) {
    if (!open || key.length() <= head.length() + tail.length() || isTooLong(key)) {
      return false;
    }
    return anywhere
        ? (" " + key + " ").contains(" " + head + " ")
        : startsWith(key, head) && endsWith(key, tail);
  }

  /** Returns whether it has several words, and so rarely another meaning. */
  boolean isSpecific() {
    return words(head + " " + tail) > 1;
  }

  private boolean isTooLong(String key) {
    if (!head.isEmpty() && !tail.isEmpty()) {
      return words(key) > words(head) + words(tail) + MOST_WORDS_BETWEEN;
    }
    return words(key) > MOST_WORDS + words(head + tail) - 1
        || key.chars().filter(c -> isCjk((char) c)).count() > MOST_CJK_CHARACTERS;
  }

  private static boolean startsWith(String key, String head) {
    return key.startsWith(head)
        && (head.isEmpty()
            || isCjk(head.charAt(head.length() - 1))
            || head.endsWith("-")
            || !Character.isLetterOrDigit(key.charAt(head.length())));
  }

  private static boolean endsWith(String key, String tail) {
    return key.endsWith(tail)
        && (tail.isEmpty()
            || isCjk(tail.charAt(0))
            || Character.isWhitespace(key.charAt(key.length() - tail.length() - 1)));
  }

  /** Returns the number of words, without articles and symbols. */
  static int words(String key) {
    int words = 0;
    for (String word : key.split(" ", -1)) {
      boolean counts =
          !ARTICLES.contains(word) && word.codePoints().anyMatch(Character::isLetterOrDigit);
      words += counts ? 1 : 0;
    }
    return words;
  }

  private static boolean isCjk(char c) {
    return c >= 0x2e80;
  }
}
