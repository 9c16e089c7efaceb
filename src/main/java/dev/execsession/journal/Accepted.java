package dev.execsession.journal;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The changes outside of any block that people accepted as their own.
 *
 * @param paths who accepted it, by path
 * @param sentences who accepted it, by finding about history and references
 */
record Accepted(Map<String, Signed> paths, Map<String, Signed> sentences) {
  static final Accepted NOTHING = new Accepted(Map.of(), Map.of());

  Accepted plus(Grant.BetweenAccepted taken, Instant at) {
    Signed signed =
        new Signed(taken.by(), at, taken.via(), taken.agent(), Consent.held(taken.checks()));
    Map<String, Signed> all = new HashMap<>(paths);
    taken.changes().forEach(change -> all.put(change.path(), signed));
    Map<String, Signed> said = new HashMap<>(sentences);
    taken.violations().forEach(sentence -> said.put(sentence, signed));
    return new Accepted(Map.copyOf(all), Map.copyOf(said));
  }

  Accepted without(List<Fact.Change> changes, Collection<String> violations) {
    if (paths.isEmpty() && sentences.isEmpty()) {
      return this;
    }
    Map<String, Signed> rest = new HashMap<>(paths);
    changes.forEach(change -> rest.remove(change.path()));
    Map<String, Signed> said = new HashMap<>(sentences);
    violations.forEach(said::remove);
    return new Accepted(Map.copyOf(rest), Map.copyOf(said));
  }
}
