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
 * Reads the content that the block's own scans read, whatever the current plan says, because an
 * undo needs no plan that is ready to run.
 */
final class UndoPolicy implements ContentPolicy {
  private final ScopeJudge anyPlan;
  private final List<Observation> scans;

  UndoPolicy(String plan, List<Observation> scans) {
    this.anyPlan =
        new ScopeJudge(Scope.NONE, Scope.NONE, List.of(), List.of(), TreePath.of(plan), false);
    this.scans = scans;
  }

  @Override
  public boolean watchesContent(TreePath path, Ignored ignored) {
    return !ignored.holds()
        || scans.stream()
            .flatMap(scan -> scan.manifest().find(path).stream())
            .anyMatch(ManifestEntry::isKnown);
  }

  @Override
  public boolean isGenerated(TreePath path) {
    return anyPlan.isGenerated(path);
  }

  @Override
  public boolean mayIgnoreItself(TreePath folder) {
    return scans.stream()
        .flatMap(scan -> scan.manifest().find(folder).stream())
        .anyMatch(ManifestEntry::ignored);
  }

  @Override
  public boolean speaksOf(TreePath folder, TreePath ignored) {
    return false;
  }
}
