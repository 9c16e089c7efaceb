package dev.execsession.journal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What scans of the tree found about a block.
 *
 * @param scan the last scan attributed to the block; absent while an executor runs
 * @param changes of the last attempt, the latest per path
 * @param violations of the last attempt
 * @param sideEffects the largest count seen in each folder
 * @param commits made during the block
 * @param ownCommits ids of those made by this tool
 * @param touched over all attempts
 * @param losses accepted by a person
 */
record Findings(
    @Nullable String scan,
    List<Fact.Change> changes,
    List<String> violations,
    List<Fact.SideEffect> sideEffects,
    List<Fact.Commit> commits,
    Set<String> ownCommits,
    List<String> notes,
    List<String> risks,
    Touched touched,
    Losses losses) {
  static final Findings NONE =
      new Findings(
          null,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Set.of(),
          List.of(),
          List.of(),
          Touched.NONE,
          Losses.NONE);

  Findings attempt(Fact.@Nullable Kept kept) {
    return new Findings(
        null,
        List.of(),
        List.of(),
        sideEffects,
        commits,
        ownCommits,
        notes,
        risks,
        touched.plus(kept),
        Losses.NONE);
  }

  Findings recheck() {
    return new Findings(
        scan, changes, List.of(), sideEffects, commits, ownCommits, notes, risks, touched, losses);
  }

  /** Returns this with changes that no entry records. */
  Findings soFar(List<Fact.Change> seen) {
    return new Findings(
        scan, seen, violations, sideEffects, commits, ownCommits, notes, risks, touched, losses);
  }

  /** Returns this with another last scan; absent while an executor runs. */
  Findings at(@Nullable String last) {
    return with(last, touched);
  }

  /** Returns this at a scan with others' changes. */
  Findings besideAt(String last) {
    return with(last, touched.beside());
  }

  Findings takenFrom(Handover.TakenOver event) {
    return with(scan, touched.takenFrom(event));
  }

  /** Keeps the commits, which an undo leaves in place. */
  Findings undone() {
    return new Findings(
        null,
        List.of(),
        List.of(),
        List.of(),
        commits,
        ownCommits,
        List.of(),
        List.of(),
        Touched.NONE,
        Losses.NONE);
  }

  Findings plus(Event.Measured seen) {
    return new Findings(
        seen.observation(),
        Lists.replaced(changes, withHands(seen.changes()), Fact.Change::key),
        Lists.joined(violations, seen.violations()),
        Lists.merged(sideEffects, seen.sideEffects()),
        Lists.union(commits, seen.commits()),
        ownCommits,
        Lists.union(notes, orNone(seen.notes())),
        Lists.union(risks, orNone(seen.risks())),
        touched.plus(seen, scan),
        losses);
  }

  /** Returns changes with those who changed the same paths before. */
  private List<Fact.Change> withHands(List<Fact.Change> later) {
    Map<String, Fact.Change> known = new HashMap<>();
    changes.forEach(change -> known.put(change.key(), change));
    return later.stream()
        .map(
            change -> {
              Fact.Change first = known.get(change.key());
              return first == null ? change : change.by(Lists.union(first.hands(), change.hands()));
            })
        .toList();
  }

  Findings plusRisk(String sentence) {
    return with(commits, ownCommits, Lists.union(risks, List.of(sentence)), losses);
  }

  Findings plus(Handover.Evidence earlier) {
    return new Findings(
        scan,
        changes,
        violations,
        Lists.merged(sideEffects, earlier.sideEffects()),
        Lists.union(commits, earlier.commits()),
        ownCommits,
        notes,
        risks,
        touched,
        losses);
  }

  Findings plus(List<Fact.Commit> more) {
    return with(Lists.union(commits, more), ownCommits, risks, losses);
  }

  Findings plusOwn(Fact.Commit made) {
    Set<String> own = Set.copyOf(Lists.union(List.copyOf(ownCommits), List.of(made.id())));
    return with(Lists.union(commits, List.of(made)), own, risks, losses);
  }

  Findings plus(Grant.LossAccepted event) {
    return with(commits, ownCommits, risks, losses.plus(event));
  }

  private Findings with(@Nullable String last, Touched all) {
    return new Findings(
        last, changes, violations, sideEffects, commits, ownCommits, notes, risks, all, losses);
  }

  private Findings with(
      List<Fact.Commit> made, Set<String> own, List<String> found, Losses accepted) {
    return new Findings(
        scan, changes, violations, sideEffects, made, own, notes, found, touched, accepted);
  }

  /**
   * What the last attempt took away from others, as far as a person accepted it.
   *
   * @param accepted a sentence for each path
   * @param risks the same with the person
   */
  record Losses(List<String> accepted, List<String> risks) {
    static final Losses NONE = new Losses(List.of(), List.of());

    Losses plus(Grant.LossAccepted event) {
      return new Losses(
          Lists.union(accepted, event.losses()),
          Lists.union(
              risks,
              event.losses().stream().map(said -> said + "; accepted by " + event.by()).toList()));
    }
  }

  private static List<String> orNone(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }
}
