package dev.execsession.scan;

import dev.execsession.journal.Fact;
import dev.execsession.worktree.Delta;
import java.util.Collection;
import java.util.List;

/**
 * A difference between two looks, judged.
 *
 * @param look the name of the later look
 * @param changes each path once, side effects left out
 * @param committedPaths forbidden paths that commits touch or git's index speaks of, whatever
 *     stands there now
 * @param violations sentences about commits, references, git's index and its control files
 * @param upkeep those of them that tell of git's logs and objects alone, which whoever tidies up a
 *     repository changes too
 */
public record Survey(
    String look,
    Delta delta,
    List<Fact.Change> changes,
    List<Fact.SideEffect> sideEffects,
    List<Fact.Commit> commits,
    List<String> committedPaths,
    List<String> violations,
    List<String> upkeep) {
  public Survey {
    changes = List.copyOf(changes);
    sideEffects = List.copyOf(sideEffects);
    commits = List.copyOf(commits);
    committedPaths = List.copyOf(committedPaths);
    violations = List.copyOf(violations);
    upkeep = List.copyOf(upkeep);
  }

  /** Gives the survey less some of its changes. */
  public Survey without(List<Fact.Change> settled) {
    return new Survey(
        look,
        delta,
        changes.stream().filter(change -> !settled.contains(change)).toList(),
        sideEffects,
        commits,
        committedPaths,
        violations,
        upkeep);
  }

  /** Gives the survey less some of its sentences. */
  public Survey withoutSentences(Collection<String> settled) {
    return new Survey(
        look,
        delta,
        changes,
        sideEffects,
        commits,
        committedPaths,
        violations.stream().filter(sentence -> !settled.contains(sentence)).toList(),
        upkeep);
  }

  /** Tells whether nothing at all differs, side effects included. */
  public boolean isQuiet() {
    return changes.isEmpty() && violations.isEmpty() && commits.isEmpty();
  }

  /** Tells whether the contract forbids something of it. */
  public boolean violates() {
    return !violations.isEmpty() || changes.stream().anyMatch(Fact.Change::isViolation);
  }
}
