package dev.execsession.session;

import dev.execsession.journal.Fact;
import dev.execsession.worktree.Delta;
import java.util.List;

/**
 * A difference between two looks, judged.
 *
 * @param look the name of the later look
 * @param changes each path once, side effects left out
 * @param committedPaths forbidden paths that commits touch, whatever stands there now
 * @param violations sentences about commits, references and control files
 */
record Survey(
    String look,
    Delta delta,
    List<Fact.Change> changes,
    List<Fact.SideEffect> sideEffects,
    List<Fact.Commit> commits,
    List<String> committedPaths,
    List<String> violations) {
  Survey {
    changes = List.copyOf(changes);
    sideEffects = List.copyOf(sideEffects);
    commits = List.copyOf(commits);
    committedPaths = List.copyOf(committedPaths);
    violations = List.copyOf(violations);
  }

  /** Gives the survey less some of its changes. */
  Survey without(List<Fact.Change> settled) {
    return new Survey(
        look,
        delta,
        changes.stream().filter(change -> !settled.contains(change)).toList(),
        sideEffects,
        commits,
        committedPaths,
        violations);
  }

  /** Tells whether nothing at all differs, side effects included. */
  boolean isQuiet() {
    return changes.isEmpty() && violations.isEmpty() && commits.isEmpty();
  }

  /** Tells whether the contract forbids something of it. */
  boolean violates() {
    return !violations.isEmpty() || changes.stream().anyMatch(Fact.Change::isViolation);
  }
}
