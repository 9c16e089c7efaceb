package dev.execsession.scan;

import dev.execsession.file.EntryType;
import dev.execsession.journal.Actor;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Touched;
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
 * The judged difference of two scans.
 *
 * @param scan the name of the later scan
 * @param changes each path once, without side effects
 * @param committedPaths forbidden paths in commits or in git's index, whatever the worktree holds
 *     now
 * @param violations sentences about commits, refs, git's index, its control files, and tools'
 *     settings outside of the worktree
 * @param maintenance the violations that concern git's logs and objects only; a person's clean-up
 *     of the repository can cause them too
 * @param notes sentences about what the repository's own life brought
 * @param risks what is allowed and to be looked at
 */
public record Assessment(
    String scan,
    Delta delta,
    List<Fact.Change> changes,
    List<Fact.SideEffect> sideEffects,
    List<Fact.Commit> commits,
    List<String> committedPaths,
    List<String> violations,
    List<String> maintenance,
    List<String> notes,
    List<String> risks) {
  public Assessment {
    changes = List.copyOf(changes);
    sideEffects = List.copyOf(sideEffects);
    commits = List.copyOf(commits);
    committedPaths = List.copyOf(committedPaths);
    violations = List.copyOf(violations);
    maintenance = List.copyOf(maintenance);
    notes = List.copyOf(notes);
    risks = List.copyOf(risks);
  }

  /** Returns the assessment without some of its changes. */
  public Assessment without(List<Fact.Change> settled) {
    return with(changes.stream().filter(change -> !settled.contains(change)).toList(), violations);
  }

  /** Returns the assessment with the changes of some paths only, named by their keys. */
  public Assessment only(Set<String> keys) {
    return with(
        changes.stream().filter(change -> keys.contains(change.key())).toList(), violations);
  }

  /** Returns the assessment without some of its sentences. */
  public Assessment withoutSentences(Collection<String> settled) {
    return with(changes, violations.stream().filter(said -> !settled.contains(said)).toList());
  }

  /** Returns the assessment with more violations. */
  public Assessment withSentences(Collection<String> more) {
    Set<String> all = new LinkedHashSet<>(more);
    all.addAll(violations);
    return with(changes, List.copyOf(all));
  }

  /** Returns the assessment with the changes attributed to those on record for them. */
  public Assessment attributed(Touched touched) {
    return with(
        changes.stream()
            .map(
                change ->
                    touched.hands(change.key()).map(hands -> change.by(hands.all())).orElse(change))
            .toList(),
        violations);
  }

  /** Returns the assessment with more risks. */
  Assessment withRisks(Collection<String> more) {
    Set<String> all = new LinkedHashSet<>(risks);
    all.addAll(more);
    return new Assessment(
        scan,
        delta,
        changes,
        sideEffects,
        commits,
        committedPaths,
        violations,
        maintenance,
        notes,
        List.copyOf(all));
  }

  /** Returns the assessment with more violations, after its own. */
  public Assessment plusSentences(Collection<String> more) {
    Set<String> all = new LinkedHashSet<>(violations);
    all.addAll(more);
    return with(changes, List.copyOf(all));
  }

  /** Returns the assessment without commits, which somebody else may have made meanwhile. */
  public Assessment withoutCommits() {
    return new Assessment(
        scan,
        delta,
        changes,
        sideEffects,
        List.of(),
        committedPaths,
        violations,
        maintenance,
        notes,
        risks);
  }

  /** Returns whether nothing differs, including side effects. */
  public boolean isQuiet() {
    return changes.isEmpty()
        && violations.isEmpty()
        && commits.isEmpty()
        && notes.isEmpty()
        && risks.isEmpty();
  }

  /** Returns whether there is something to report that needs no judgement. */
  public boolean isRemarkable() {
    return !sideEffects.isEmpty() || !notes.isEmpty() || !risks.isEmpty();
  }

  /** Returns whether the contract forbids any of it. */
  public boolean violates() {
    return !violations.isEmpty() || changes.stream().anyMatch(Fact.Change::isViolation);
  }

  /** Returns the assessment reduced to changes whose paths also differ in another one. */
  public Assessment stillIn(Assessment whole) {
    Set<String> differing =
        whole.changes().stream().map(Fact.Change::path).collect(Collectors.toSet());
    return with(
        changes.stream().filter(change -> differing.contains(change.path())).toList(), violations);
  }

  /** Returns the assessment without the changes that a person accepted as their own. */
  public Assessment lessAccepted(SessionState state) {
    return with(
            changes.stream()
                .filter(
                    change -> !change.isViolation() || !state.accepted().containsKey(change.path()))
                .toList(),
            violations)
        .withoutSentences(state.acceptedViolations());
  }

  /** Returns the assessment plus the changes of one step that were later reverted. */
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
        scan,
        delta,
        others,
        sideEffects,
        commits,
        committedPaths,
        sentences,
        maintenance,
        notes,
        risks);
  }

  /** Returns the event that records the scan; {@code block} is null for the completion checks. */
  public Event.Measured measured(@Nullable String block, Actor by) {
    return new Event.Measured(
        block,
        by,
        changes,
        sideEffects,
        commits,
        violations,
        scan,
        notes.isEmpty() ? null : notes,
        risks.isEmpty() ? null : risks);
  }

  /** Returns the regular files to which text was added or in which it was changed. */
  public List<TreePath> written() {
    Map<String, Fact.Change> judged =
        changes.stream().collect(Collectors.toMap(Fact.Change::path, change -> change));
    return delta.files().stream()
        .filter(
            change -> {
              Fact.Change lines = judged.get(change.path().text());
              return change.after() != null
                  && change.after().type() == EntryType.FILE
                  && change.from() == null
                  && lines != null
                  && lines.insertions() != null
                  && lines.insertions() > 0;
            })
        .map(FileChange::path)
        .toList();
  }

  /** Returns every path that differs and that git does not ignore, both names of a rename. */
  public List<TreePath> touched() {
    return delta.files().stream()
        .filter(change -> !change.isIgnored())
        .map(FileChange::path)
        .toList();
  }
}
