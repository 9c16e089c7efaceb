package dev.execsession.verify;

import dev.execsession.config.Config;
import dev.execsession.contract.LockedPlan;
import dev.execsession.contract.PlanFile;
import dev.execsession.contract.PlanScope;
import dev.execsession.file.WholeFile;
import dev.execsession.git.GitObjects;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.scope.Verdict;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Finds plans that were amended in the worktree and not committed. */
record UncommittedPlans(GitObjects objects, RepositoryFacts facts, Config config) {
  /** A plan as the worktree has it. */
  record Uncommitted(String path, ScopeJudge judge) {
    boolean includes(String path) {
      return judge.judge(TreePath.of(path), false).verdict() == Verdict.INCLUDED;
    }
  }

  /** Returns the plan as the worktree has it; empty where HEAD has the same, or it is not there. */
  Optional<Uncommitted> of(PlanSide side) throws IOException {
    String path = side.path().text();
    byte[] bytes;
    try {
      bytes = WholeFile.read(facts.root().resolve(path), PlanFile.LIMIT);
    } catch (IOException e) {
      return Optional.empty();
    }
    String head = facts.head();
    String blob = head == null ? null : objects.blobAt(head, side.path());
    if (blob != null
        && objects
            .blob(blob, PlanFile.LIMIT)
            .filter(old -> Arrays.equals(old, bytes))
            .isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new Uncommitted(
            path,
            new PlanScope(LockedPlan.parse(bytes, path).plan(), config.scope(), path).judge()));
  }
}
