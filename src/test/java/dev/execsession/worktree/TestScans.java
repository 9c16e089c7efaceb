package dev.execsession.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.git.Probe;
import dev.execsession.git.RepositoryProbe;
import dev.execsession.scope.Scope;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.scope.ScopeRule;
import dev.execsession.testing.TestRepo;
import dev.execsession.text.TreePath;
import java.util.List;
import java.util.Objects;

/** Scans a test repository under the usual plan: {@code src/**} without its secrets. */
final class TestScans {
  static final ScopeJudge JUDGE =
      new ScopeJudge(
          new Scope(
              List.of(ScopeRule.include("src/**", null)),
              List.of(ScopeRule.exclude("src/secret/**", null))),
          Scope.NONE,
          List.of(),
          List.of(),
          TreePath.of("plan.md"),
          false);

  static final ContentPolicy POLICY = ContentPolicy.of(JUDGE);

  private TestScans() {}

  static Worktree open(TestRepo repo) {
    Probe probe = RepositoryProbe.inspect(repo.root(), repo.environment(), false);
    assertThat(probe.problems()).isEmpty();
    return Worktree.open(Objects.requireNonNull(probe.facts()));
  }

  static Observation first(Worktree worktree) {
    return worktree.observe(null, POLICY);
  }

  static Observation next(Worktree worktree, Observation before) {
    return worktree.observe(before, POLICY);
  }

  /** Returns the delta of a script that runs at the root of the repository. */
  static Delta after(TestRepo repo, String script) {
    Worktree worktree = open(repo);
    Observation before = first(worktree);
    repo.sh(script);
    return worktree.delta(before, next(worktree, before));
  }

  /** Returns each change as {@code kind path}. */
  static List<String> lines(Delta delta) {
    return delta.files().stream()
        .map(change -> change.kind().jsonName() + " " + change.path().display())
        .toList();
  }
}
