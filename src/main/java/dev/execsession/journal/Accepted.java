package dev.execsession.journal;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The changes outside of any block that people accepted as their own.
 *
 * @param paths the person who accepted it, by path
 * @param sentences accepted findings about history and references
 */
record Accepted(Map<String, String> paths, Set<String> sentences) {
  static final Accepted NOTHING = new Accepted(Map.of(), Set.of());

  Accepted plus(Event.BetweenAccepted taken) {
    Map<String, String> all = new HashMap<>(paths);
    taken.changes().forEach(change -> all.put(change.path(), taken.by()));
    Set<String> said = new HashSet<>(sentences);
    said.addAll(taken.violations());
    return new Accepted(Map.copyOf(all), Set.copyOf(said));
  }

  Accepted without(List<Fact.Change> changes, Collection<String> violations) {
    if (paths.isEmpty() && sentences.isEmpty()) {
      return this;
    }
    Map<String, String> rest = new HashMap<>(paths);
    changes.forEach(change -> rest.remove(change.path()));
    Set<String> said = new HashSet<>(sentences);
    violations.forEach(said::remove);
    return new Accepted(Map.copyOf(rest), Set.copyOf(said));
  }
}
