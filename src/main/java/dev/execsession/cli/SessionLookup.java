package dev.execsession.cli;

import dev.execsession.contract.PlanFile;
import dev.execsession.engine.BlockDiff;
import dev.execsession.git.Probe;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.RepositoryProbe;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.SessionFolder;
import dev.execsession.store.SessionStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the session that a command refers to. */
record SessionLookup(ExecSession root) {
  /** Returns the newest session of this worktree, or of a plan in it. */
  SessionStore.Stored newest(@Nullable String plan) {
    RepositoryFacts facts = repository();
    String planPath =
        plan == null
            ? null
            : facts.root().relativize(new PlanLookup(root).find(plan).path()).toString();
    return new SessionStore(facts.commonDir())
        .latest(facts.root(), planPath)
        .orElseThrow(
            () ->
                none(
                    plan == null
                        ? "no session in this worktree"
                        : "no session for `" + plan + "` in this worktree",
                    "exec-session run PLAN"));
  }

  /** Returns the newest session of this worktree. */
  Optional<SessionStore.Stored> any() {
    RepositoryFacts facts = repository();
    return new SessionStore(facts.commonDir()).latest(facts.root(), null);
  }

  /** Returns a session of this repository by its id. */
  SessionStore.Stored named(String id) {
    SessionStore store = new SessionStore(repository().commonDir());
    SessionFolder folder =
        store.byId(id).orElseThrow(() -> none("no session `" + id + "`", "exec-session status"));
    return store
        .read(folder)
        .orElseThrow(() -> none("session `" + id + "` never started", "exec-session status"));
  }

  /** Returns the session; warns if the end of its journal is ignored. */
  SessionStore.Stored shown(SessionStore.Stored stored) {
    if (stored.torn() != null) {
      new ProblemPrinter(root.console()).print(SessionStore.torn(stored.torn()));
    }
    return stored;
  }

  /** Returns the diffs of a session's blocks, in the worktree that it ran in. */
  BlockDiff diffs(SessionStore.Stored stored) {
    Path worktree = Path.of(stored.state().locked().root());
    return new BlockDiff(
        repository(Files.isDirectory(worktree) ? worktree : root.directory()),
        stored,
        root.surroundings().environment());
  }

  /** Returns the repository of the current directory. */
  RepositoryFacts repository() {
    return repository(root.directory());
  }

  /** Returns the repository that a plan is in. */
  RepositoryFacts repositoryOf(PlanFile plan) {
    return repository(new PlanLookup(root).start(plan));
  }

  private RepositoryFacts repository(Path directory) {
    Probe probe = RepositoryProbe.inspectWithoutIndex(directory, root.surroundings().environment());
    if (probe.facts() == null) {
      throw new StopException(Stop.REFUSED, probe.problems());
    }
    return probe.facts();
  }

  private static StopException none(String message, String hint) {
    List<Problem> problems = List.of(Problem.error(ProblemCode.RUN_NO_SESSION, message, hint));
    return new StopException(Stop.REFUSED, problems);
  }
}
