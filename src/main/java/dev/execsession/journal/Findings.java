package dev.execsession.journal;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What looks at the tree found of a block.
 *
 * @param look the last look that the block answers for; absent while an executor runs
 * @param changes of the last attempt, each path as it was last seen
 * @param violations of the last attempt
 * @param sideEffects the most files that were ever seen in each folder
 * @param commits that appeared while the block was worked on
 * @param ownCommits those of them that the tool itself made
 */
record Findings(
    @Nullable String look,
    List<Fact.Change> changes,
    List<String> violations,
    List<Fact.SideEffect> sideEffects,
    List<Fact.Commit> commits,
    Set<String> ownCommits) {
  static final Findings NONE =
      new Findings(null, List.of(), List.of(), List.of(), List.of(), Set.of());

  /** Returns what stays known when an attempt begins. */
  Findings attempt() {
    return new Findings(null, List.of(), List.of(), sideEffects, commits, ownCommits);
  }

  Findings recheck() {
    return new Findings(look, changes, List.of(), sideEffects, commits, ownCommits);
  }

  Findings at(String last) {
    return new Findings(last, changes, violations, sideEffects, commits, ownCommits);
  }

  /** Returns what stays known once the block was undone: history does. */
  Findings undone() {
    return new Findings(null, List.of(), List.of(), List.of(), commits, ownCommits);
  }

  Findings plus(Event.Measured seen) {
    return new Findings(
        seen.observation(),
        Lists.replaced(changes, seen.changes(), Fact.Change::path),
        Lists.joined(violations, seen.violations()),
        Lists.merged(sideEffects, seen.sideEffects()),
        Lists.union(commits, seen.commits()),
        ownCommits);
  }

  Findings plus(List<Fact.Commit> more) {
    return new Findings(
        look, changes, violations, sideEffects, Lists.union(commits, more), ownCommits);
  }

  Findings plusOwn(Fact.Commit made) {
    return new Findings(
        look,
        changes,
        violations,
        sideEffects,
        Lists.union(commits, List.of(made)),
        Set.copyOf(Lists.union(List.copyOf(ownCommits), List.of(made.id()))));
  }
}
