package dev.execsession.plan;

import dev.execsession.text.Suggestion;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name an author meant by a misspelt one, for hints only. */
final class Recognizer {
  private Recognizer() {}

  /** Returns the known name that differs from a key by a slip of the pen: a letter or two. */
  static Optional<String> nearest(String key, Collection<String> known) {
    return known.stream()
        .filter(name -> Math.abs(name.length() - key.length()) <= 3)
        .filter(name -> Suggestion.distance(key, name) <= Math.min(3, name.length() / 4))
        .min(
            Comparator.comparingInt((String name) -> Suggestion.distance(key, name))
                .thenComparing(n -> n));
  }

  /** Returns a key as the contract spells it, {@code Depends On}. */
  static String titleCase(String key) {
    StringBuilder title = new StringBuilder();
    for (String word : key.split(" ", -1)) {
      title.append(title.isEmpty() ? "" : " ");
      title.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return title.toString();
  }
}
