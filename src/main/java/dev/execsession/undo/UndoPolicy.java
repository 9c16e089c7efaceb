package dev.execsession.undo;

import dev.execsession.scope.Ignored;
import dev.execsession.scope.Scope;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.ContentPolicy;
import dev.execsession.worktree.ManifestEntry;
import dev.execsession.worktree.Observation;
import java.util.List;

/**
 * Reads what the block's own looks read, whatever the plan says by now: undoing needs no plan that
 * is fit to run.
 */
final class UndoPolicy implements ContentPolicy {
  private final ScopeJudge anyPlan;
  private final List<Observation> looks;

  UndoPolicy(String plan, List<Observation> looks) {
    this.anyPlan =
        new ScopeJudge(Scope.NONE, Scope.NONE, List.of(), List.of(), TreePath.of(plan), false);
    this.looks = looks;
  }

  @Override
  public boolean watchesContent(TreePath path, Ignored ignored) {
    return !ignored.holds()
        || looks.stream()
            .flatMap(look -> look.manifest().find(path).stream())
            .anyMatch(entry -> entry.content() != null);
  }

  @Override
  public boolean isGenerated(TreePath path) {
    return anyPlan.isGenerated(path);
  }

  @Override
  public boolean mayIgnoreItself(TreePath folder) {
    return looks.stream()
        .flatMap(look -> look.manifest().find(folder).stream())
        .anyMatch(ManifestEntry::ignored);
  }

  @Override
  public boolean speaksOf(TreePath folder, TreePath ignored) {
    return false;
  }
}
