package dev.execsession.plan;

import dev.execsession.text.Suggestion;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name nearest to a misspelt one, only for hints. */
final class Recognizer {
  private Recognizer() {}

  /** Returns the known name that differs in a few letters, if any. */
  static Optional<String> nearest(String key, Collection<String> known) {
    return known.stream()
        .filter(name -> Math.abs(name.length() - key.length()) <= 3)
        .filter(name -> Suggestion.distance(key, name) <= Math.min(3, name.length() / 4))
        .min(
            Comparator.comparingInt((String name) -> Suggestion.distance(key, name))
                .thenComparing(n -> n));
  }

  /** Returns a key in title case, {@code Depends On}. */
  static String titleCase(String key) {
    StringBuilder title = new StringBuilder();
    for (String word : key.split(" ", -1)) {
      title.append(title.isEmpty() ? "" : " ");
      title.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return title.toString();
  }
}
