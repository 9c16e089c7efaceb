package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import dev.execsession.text.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds what an author probably meant, for hints only: by synonyms in several languages, then by
 * spelling. Nothing found here ever counts for the lock.
 */
final class Recognizer {
  /** A heading or a field's name that could be meant. */
  record Candidate(String name, String key, SourceSpan where, boolean heading) {}

  private final Map<String, Set<String>> synonyms;

  Recognizer() {
    this.synonyms = load();
  }

  private static Map<String, Set<String>> load() {
    Map<String, Set<String>> synonyms = new HashMap<>();
    try (InputStream in =
        Objects.requireNonNull(Recognizer.class.getResourceAsStream("synonyms.txt"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> l.contains("=")).toList()) {
        int sign = line.indexOf('=');
        Set<String> keys =
            synonyms.computeIfAbsent(
                SectionKey.of(line.substring(0, sign)), key -> new HashSet<>());
        for (String synonym : line.substring(sign + 1).split("\\|", -1)) {
          keys.add(SectionKey.of(synonym));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return synonyms;
  }

  /** Gives the candidate nearest to a name of the contract, headings before fields. */
  Optional<Candidate> find(String key, List<Candidate> candidates) {
    Set<String> known = synonyms.getOrDefault(key, Set.of());
    return first(candidates, c -> known.contains(c.key()))
        .or(() -> first(candidates, c -> nearest(c.key(), Set.of(key)).isPresent()))
        .or(() -> first(candidates, c -> known.stream().anyMatch(s -> holds(c.key(), s))));
  }

  private static Optional<Candidate> first(List<Candidate> candidates, Predicate<Candidate> test) {
    return candidates.stream()
        .filter(test)
        .min(Comparator.comparing(candidate -> !candidate.heading()));
  }

  /** Tells whether a longer heading holds a synonym: as whole words, or anywhere in CJK. */
  private static boolean holds(String key, String synonym) {
    boolean spaced = synonym.chars().allMatch(c -> c < 0x2e80);
    return spaced
        ? synonym.length() >= 6 && (" " + key + " ").contains(" " + synonym + " ")
        : synonym.length() >= 3 && key.contains(synonym);
  }

  /** Gives the known name that differs from a key by a slip of the pen: a letter or two. */
  static Optional<String> nearest(String key, Collection<String> known) {
    return known.stream()
        .filter(name -> Math.abs(name.length() - key.length()) <= 3)
        .filter(name -> Suggestion.distance(key, name) <= Math.min(3, name.length() / 4))
        .min(
            Comparator.comparingInt((String name) -> Suggestion.distance(key, name))
                .thenComparing(n -> n));
  }

  /** Gives a key as the contract spells it, {@code Depends On}. */
  static String titleCase(String key) {
    StringBuilder title = new StringBuilder();
    for (String word : key.split(" ", -1)) {
      title.append(title.isEmpty() ? "" : " ");
      title.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return title.toString();
  }
}
