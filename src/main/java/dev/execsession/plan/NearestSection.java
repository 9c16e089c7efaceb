package dev.execsession.plan;

import dev.execsession.plan.Sighting.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the nearest text to a missing section: better names first, then top-level ones, and those
 * below a block last. A wrong suggestion is worse than none, so a word within a heading counts only
 * when the heading is short.
 */
final class NearestSection {
  private final Synonyms synonyms;
  private final List<Sighting> all;
  private final List<Sighting> outside;

  NearestSection(Synonyms synonyms, List<Sighting> sightings) {
    this.synonyms = synonyms;
    this.all = sightings;
    this.outside = sightings.stream().filter(s -> !s.inBlock()).toList();
  }

  /** Returns the nearest text to a required section. */
  Optional<Sighting> of(String key) {
    Optional<Sighting> found = Optional.empty();
    int rank = 0;
    for (List<Phrase> phrases : synonyms.ranks(key)) {
      rank++;
      boolean best = rank == 1;
      Predicate<Sighting> exact =
          s ->
              speaksOf(key, s)
                  && (best || isProminent(s) || Phrase.words(s.key()) > 1)
                  && isOneOf(phrases, s);
      found = first(outside, exact.and(Sighting::top));
      if (found.isEmpty() && rank == 1 && key.equals(Names.BLOCKS)) {
        found = firstBlock();
      }
      if (found.isEmpty()) {
        found = first(outside, exact);
      }
      if (found.isEmpty() && rank == 1) {
        found = first(outside, s -> Recognizer.nearest(s.key(), Set.of(key)).isPresent());
      }
      if (found.isEmpty()) {
        Predicate<Sighting> holds =
            s -> holdsOneOf(phrases, s) && !synonyms.isSomethingElse(key, s.key());
        found = first(outside, holds.and(Sighting::top)).or(() -> first(outside, holds));
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return first(all, s -> s.inBlock() && isOneOf(synonyms.inBlock(key), s));
  }

  /** Returns the first heading or tag similar to a block. */
  Optional<Sighting> firstBlock() {
    return first(all, s -> s.kind() == Kind.BLOCK_HEADING);
  }

  /** Returns the first heading similar to a block, parsed. */
  Optional<BlockLike> firstBlockLike() {
    return firstBlock().map(Sighting::blockLike);
  }

  /** Excludes {@code Blocks: 0193}, a reference to another document. */
  private static boolean speaksOf(String key, Sighting sighting) {
    return !key.equals(Names.BLOCKS) || sighting.isHeading() || sighting.value().isBlank();
  }

  private static boolean isOneOf(List<Phrase> phrases, Sighting sighting) {
    return phrases.stream().anyMatch(phrase -> phrase.is(sighting.key()));
  }

  private static boolean holdsOneOf(List<Phrase> phrases, Sighting sighting) {
    return sighting.kind() != Kind.TAG
        && phrases.stream()
            .filter(phrase -> isProminent(sighting) || phrase.isSpecific())
            .anyMatch(phrase -> phrase.isIn(sighting.key()));
  }

  /** A field within text often has another meaning. */
  private static boolean isProminent(Sighting sighting) {
    return sighting.kind() != Kind.FIELD || sighting.top();
  }

  private static Optional<Sighting> first(List<Sighting> among, Predicate<Sighting> test) {
    return among.stream().filter(test).findFirst();
  }
}
