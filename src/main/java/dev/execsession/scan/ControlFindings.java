package dev.execsession.scan;

import dev.execsession.git.ControlChange;
import dev.execsession.git.ControlState;
import dev.execsession.git.Installers;
import dev.execsession.journal.Actor;
import dev.execsession.scope.Judgement;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.text.TreePath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

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

  void add(ControlChange change, ControlState after, ScopeJudge scope, Actor by) {
    boolean nobodys =
        by != Actor.BETWEEN && change.file().startsWith("/") && readOnly.test(change.file());
    switch (nobodys ? ControlChange.Weight.NOTE : change.weight()) {
      case NOTE -> notes.add(change.sentence());
      case SUBMODULE -> submodule(change, after, scope);
      case VIOLATION -> {
        if (change.isAllowedBy(allowed) || (by == Actor.CHECK && Installers.make(change))) {
          risks.add(change.sentence());
        } else {
          violations.add(change.sentence());
        }
      }
    }
  }

  private void submodule(ControlChange change, ControlState after, ScopeJudge scope) {
    String path = after.submodule(change.file());
    Judgement judgement = path == null ? null : scope.judge(TreePath.of(path), true);
    if (judgement == null || judgement.verdict().isViolation()) {
      violations.add(change.sentence());
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
