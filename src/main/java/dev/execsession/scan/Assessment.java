package dev.execsession.scan;

import dev.execsession.journal.Actor;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.Delta;
import dev.execsession.worktree.FileChange;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
public record Assessment(
    String look,
    Delta delta,
    List<Fact.Change> changes,
    List<Fact.SideEffect> sideEffects,
    List<Fact.Commit> commits,
    List<String> committedPaths,
    List<String> violations,
    List<String> upkeep) {
  public Assessment {
    changes = List.copyOf(changes);
    sideEffects = List.copyOf(sideEffects);
    commits = List.copyOf(commits);
    committedPaths = List.copyOf(committedPaths);
    violations = List.copyOf(violations);
    upkeep = List.copyOf(upkeep);
  }

  /** Returns the assessment less some of its changes. */
  public Assessment without(List<Fact.Change> settled) {
    return with(changes.stream().filter(change -> !settled.contains(change)).toList(), violations);
  }

  /** Returns the assessment less some of its sentences. */
  public Assessment withoutSentences(Collection<String> settled) {
    return with(changes, violations.stream().filter(said -> !settled.contains(said)).toList());
  }

  /** Returns whether nothing at all differs, side effects included. */
  public boolean isQuiet() {
    return changes.isEmpty() && violations.isEmpty() && commits.isEmpty();
  }

  /** Returns whether the contract forbids something of it. */
  public boolean violates() {
    return !violations.isEmpty() || changes.stream().anyMatch(Fact.Change::isViolation);
  }

  /** Returns the assessment with only those changes whose paths differ in another one too. */
  public Assessment stillIn(Assessment whole) {
    Set<String> differing =
        whole.changes().stream().map(Fact.Change::path).collect(Collectors.toSet());
    return with(
        changes.stream().filter(change -> differing.contains(change.path())).toList(), violations);
  }

  /** Returns the assessment without what a person took as their own. */
  public Assessment lessAccepted(SessionState state) {
    return with(
            changes.stream()
                .filter(
                    change -> !change.isViolation() || !state.accepted().containsKey(change.path()))
                .toList(),
            violations)
        .withoutSentences(state.acceptedViolations());
  }

  /** Returns the assessment with what one step did and undid again, which is seen there alone. */
  public Assessment plus(Assessment step) {
    Map<String, Fact.Change> all = new LinkedHashMap<>();
    step.changes.forEach(change -> all.put(change.path(), change));
    changes.forEach(change -> all.put(change.path(), change));
    Set<String> sentences = new LinkedHashSet<>(violations);
    sentences.addAll(step.violations);
    return with(List.copyOf(all.values()), List.copyOf(sentences));
  }

  private Assessment with(List<Fact.Change> others, List<String> sentences) {
    return new Assessment(
        look, delta, others, sideEffects, commits, committedPaths, sentences, upkeep);
  }

  /** Returns the record of the look; {@code block} is absent for the completion checks. */
  public Event.Measured measured(@Nullable String block, Actor by) {
    return new Event.Measured(block, by, changes, sideEffects, commits, violations, look);
  }

  /** Returns every path that differs and that git does not ignore, both names of a rename. */
  public List<TreePath> touched() {
    return delta.files().stream()
        .filter(change -> !change.isIgnored())
        .map(FileChange::path)
        .toList();
  }
}
