package dev.execsession.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Common names of the parts of a plan, in several languages, only for hints. */
public final class Synonyms {
  private static final int RANKS = 3;
  private static final String IN_BLOCK = "/block";
  private static final String NOT = "/not";

  private final Map<String, List<Phrase>> phrases = new HashMap<>();
  private final Map<String, List<String>> never = new HashMap<>();

  private Synonyms() {}

  /** Loads the list; only needed when something is missing. */
  public static Synonyms load() {
    Synonyms synonyms = new Synonyms();
    try (InputStream in =
        Objects.requireNonNull(Synonyms.class.getResourceAsStream("synonyms.txt"))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(synonyms::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return synonyms;
  }

  private void add(String line) {
    int sign = line.indexOf('=');
    if (sign < 0 || line.startsWith("#")) {
      return;
    }
    String name = SectionKey.fold(line.substring(0, sign).strip());
    for (String written : line.substring(sign + 1).split("\\|", -1)) {
      if (name.equals("not") || name.endsWith(NOT)) {
        never.computeIfAbsent(name, key -> new ArrayList<>()).add(SectionKey.of(written));
      } else {
        phrases.computeIfAbsent(name, key -> new ArrayList<>()).add(Phrase.parse(written));
      }
    }
  }

  /** Returns the phrases for a section by rank, the best first. */
  List<List<Phrase>> ranks(String key) {
    List<List<Phrase>> ranks = new ArrayList<>();
    for (int rank = 1; rank <= RANKS; rank++) {
      List<Phrase> found = phrases.get(rank == 1 ? key : key + "/" + rank);
      if (found != null) {
        ranks.add(found);
      }
    }
    return ranks;
  }

  /** Returns the phrases for a section that also count within a block. */
  List<Phrase> inBlock(String key) {
    return phrases.getOrDefault(key + IN_BLOCK, List.of());
  }

  /** Returns whether a heading has a word that negates it, as in "non-goals". */
  boolean isTurnedAround(String key) {
    return holdsOneOf(key, "not");
  }

  /** Returns whether a heading has a word that gives it another meaning. */
  boolean isSomethingElse(String section, String key) {
    return isTurnedAround(key) || holdsOneOf(key, section + NOT);
  }

  private boolean holdsOneOf(String key, String name) {
    for (String word : never.getOrDefault(name, List.of())) {
      if (word.charAt(0) >= 0x2e80 ? key.contains(word) : holdsWord(key, word)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a key is exactly one of the best phrases of a name. */
  public boolean isOneOf(String name, String key) {
    return phrases.getOrDefault(name, List.of()).stream().anyMatch(phrase -> phrase.is(key));
  }

  private static boolean holdsWord(String key, String word) {
    for (int at = key.indexOf(word); at >= 0; at = key.indexOf(word, at + 1)) {
      int end = at + word.length();
      if ((at == 0 || !Character.isLetterOrDigit(key.charAt(at - 1)))
          && (end == key.length() || !Character.isLetterOrDigit(key.charAt(end)))) {
        return true;
      }
    }
    return false;
  }
}
