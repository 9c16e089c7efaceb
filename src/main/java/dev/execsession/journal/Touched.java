package dev.execsession.journal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a block is on record for since its baseline, over all its attempts.
 *
 * @param paths who changed each path, by {@link Fact.Change#key()}
 * @param ignored the folders of its side effects, as displayed
 * @param shared whether anything else changed too before its last scan
 * @param from the earlier session whose work it took over
 * @param kept what git held only as staged or stashed before its attempts
 */
public record Touched(
    Map<String, Hands> paths,
    Set<String> ignored,
    boolean shared,
    @Nullable String from,
    Fact.Kept kept) {
  static final Touched NONE = new Touched(Map.of(), Set.of(), false, null, Fact.Kept.NONE);

  public Touched {
    paths = Map.copyOf(paths);
    ignored = Set.copyOf(ignored);
  }

  /**
   * Who changed a path.
   *
   * @param all each once, the first first
   * @param last who did so last
   */
  public record Hands(List<Actor> all, Actor last) {
    public Hands {
      all = List.copyOf(all);
    }

    private Hands and(Hands later) {
      return new Hands(Lists.union(all, later.all), later.last);
    }

    /** Returns whether the block's own commands did. */
    public boolean areOwn() {
      return all.stream().anyMatch(actor -> actor != Actor.BETWEEN);
    }
  }

  Touched plus(Event.Measured seen, @Nullable String previous) {
    Map<String, Hands> all = new HashMap<>(paths);
    Hands hands = new Hands(List.of(seen.by()), seen.by());
    for (Fact.Change change : seen.changes()) {
      all.merge(change.key(), hands, Hands::and);
    }
    Set<String> folders = new HashSet<>(ignored);
    boolean others = shared;
    if (seen.by() == Actor.BETWEEN) {
      others |= !seen.observation().equals(previous);
    } else {
      seen.sideEffects().forEach(effect -> folders.add(effect.path()));
    }
    return new Touched(all, folders, others, from, kept);
  }

  /** Returns this once others changed something, too. */
  Touched beside() {
    return new Touched(paths, ignored, true, from, kept);
  }

  Touched plus(Fact.@Nullable Kept more) {
    return more == null ? this : new Touched(paths, ignored, shared, from, kept.and(more));
  }

  Touched takenFrom(Handover.TakenOver event) {
    Map<String, Hands> all = new HashMap<>(paths);
    List<Fact.Change> changes = event.changes();
    if (changes != null) {
      for (Fact.Change change : changes) {
        List<Actor> hands = change.hands();
        all.merge(change.key(), new Hands(hands, hands.get(hands.size() - 1)), Hands::and);
      }
    }
    return new Touched(all, ignored, shared, event.from(), kept);
  }

  /** Returns this and what an earlier session recorded for the block. */
  public Touched after(Touched earlier) {
    Map<String, Hands> all = new HashMap<>(earlier.paths);
    paths.forEach((path, hands) -> all.merge(path, hands, Hands::and));
    return new Touched(
        all,
        Set.copyOf(Lists.union(List.copyOf(earlier.ignored), List.copyOf(ignored))),
        true,
        null,
        earlier.kept.and(kept));
  }

  /** Returns who is on record for a path; empty for none. */
  public Optional<Hands> hands(String key) {
    return Optional.ofNullable(paths.get(key));
  }

  /** Returns whether the block's own commands changed a path. */
  public boolean isOwn(String key) {
    return hands(key).filter(Hands::areOwn).isPresent();
  }
}
