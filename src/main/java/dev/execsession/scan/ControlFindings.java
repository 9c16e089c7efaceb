package dev.execsession.scan;

import dev.execsession.git.ControlChange;
import dev.execsession.git.Installers;
import dev.execsession.journal.Actor;
import dev.execsession.scope.Judgement;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.scope.Verdict;
import dev.execsession.text.TreePath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Judges changes of what controls git, by who made them and what is allowed. */
final class ControlFindings {
  private final List<String> allowed;
  private final Predicate<String> readOnly;
  private final Set<String> violations = new LinkedHashSet<>();
  private final Set<String> risks = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();

  /**
   * @param allowed the configuration's {@code git.allow}
   * @param readOnly returns whether commands could not write a file outside of the worktree
   */
  ControlFindings(List<String> allowed, Predicate<String> readOnly) {
    this.allowed = allowed;
    this.readOnly = readOnly;
  }

  void add(ControlChange change, ScopeJudge scope, Actor by) {
    boolean nobodys =
        by != Actor.BETWEEN && change.file().startsWith("/") && readOnly.test(change.file());
    switch (nobodys ? ControlChange.Weight.NOTE : change.weight()) {
      case NOTE -> notes.add(change.sentence());
      case SUBMODULE -> submodule(change, scope);
      case VIOLATION -> {
        if (change.isAllowedBy(allowed) || (by == Actor.CHECK && Installers.make(change))) {
          risks.add(change.sentence());
        } else {
          violations.add(change.sentence());
        }
      }
    }
  }

  /** A submodule's repository is judged as the folder and as what is in it. */
  private void submodule(ControlChange change, ScopeJudge scope) {
    String place = change.submodule();
    if (place == null || place.startsWith("/")) {
      violations.add(change.sentence());
      return;
    }
    TreePath path = TreePath.of(place);
    Judgement folder = scope.judge(path, true);
    Judgement content = scope.judge(path.child("x"), false);
    boolean allowed =
        Stream.of(folder, content).anyMatch(each -> each.verdict() == Verdict.INCLUDED)
            && Stream.of(folder, content)
                .allMatch(
                    each -> Set.of(Verdict.INCLUDED, Verdict.OUTSIDE).contains(each.verdict()));
    if (!allowed) {
      Judgement rule = folder.verdict() == Verdict.INCLUDED ? content : folder;
      violations.add(
          change.sentence()
              + ", which belongs to the submodule `"
              + path.display()
              + "`: "
              + rule.verdict().jsonName()
              + " ("
              + rule.rule()
              + ")");
    }
  }

  Set<String> violations() {
    return violations;
  }

  Set<String> risks() {
    return risks;
  }

  Set<String> notes() {
    return notes;
  }
}
