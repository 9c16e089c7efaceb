package dev.execsession.text;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the word that an author most likely meant. */
public final class Suggestion {
  private Suggestion() {}

  /**
   * Returns the nearest of {@code words} that differs from {@code given} by at most a third of its
   * letters; swapped neighbours count once, case is ignored.
   */
  public static Optional<String> nearest(String given, Collection<String> words) {
    if (given.length() > 60) {
      return Optional.empty();
    }
    String wanted = given.toLowerCase(Locale.ROOT).replace('_', '-');
    Optional<String> best = Optional.empty();
    int least = Math.max(1, wanted.length() / 3) + 1;
    for (String word : words) {
      int distance = distance(wanted, word.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = Optional.of(word);
      }
    }
    return best;
  }

  /** Returns {@code did you mean `x`?} if a word is near, else {@code otherwise}. */
  public static String hint(String given, Collection<String> words, String otherwise) {
    return nearest(given, words).map(word -> "did you mean `" + word + "`?").orElse(otherwise);
  }

  /** Returns {@code `a`, `b` or `c`}. */
  public static String alternatives(List<String> words) {
    String all = words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    int last = all.lastIndexOf(", ");
    return last < 0 ? all : all.substring(0, last) + " or " + all.substring(last + 2);
  }

  /** Returns the number of insertions, deletions, replacements and swaps of neighbours. */
  public static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least =
            Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = least;
      }
    }
    return cost[a.length()][b.length()];
  }
}
