package dev.execsession.cli;

import dev.execsession.closeout.Evidence;
import dev.execsession.closeout.Readiness;
import dev.execsession.closeout.SessionEvidence;
import dev.execsession.closeout.VerificationEvidence;
import dev.execsession.file.Unverifiable;
import dev.execsession.git.CommitRange;
import dev.execsession.git.GitObjects;
import dev.execsession.git.RangeCommit;
import dev.execsession.git.ReadOnlyGit;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.RepositoryProbe;
import dev.execsession.git.ShallowException;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.report.ReportPlace;
import dev.execsession.report.SessionReport;
import dev.execsession.report.Verification;
import dev.execsession.scope.Verdict;
import dev.execsession.store.SessionStore;
import dev.execsession.text.TreePath;
import dev.execsession.verify.VerificationRecord;
import dev.execsession.verify.Verifier;
import dev.execsession.worktree.CommittedFiles;
import dev.execsession.worktree.ManifestEntry;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.Worktree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is on record about the plan that is closed.
 *
 * @param plan its path
 * @param digest of its contract now
 */
record CloseSession(ExecSession root, RepositoryFacts facts, String plan, String digest) {
  /** Returns whether the plan can be closed, by its newest session in any worktree. */
  Readiness readiness() {
    Optional<SessionStore.Stored> stored = new SessionStore(facts.commonDir()).latest(null, plan);
    List<VerificationRecord> verified = VerificationRecord.of(facts.commonDir(), digest);
    return new Readiness(
        plan,
        digest,
        stored.map(this::session).orElse(null),
        verified.isEmpty() ? null : verified.get(verified.size() - 1),
        stored.map(this::uncommitted).orElse(Map.of()));
  }

  /** Returns what shows that the plan is done. */
  Evidence evidence(Readiness readiness) {
    Readiness.Session session = readiness.session();
    VerificationRecord verified = readiness.verified();
    if (verified != null && readiness.isVerified() && !readiness.isDoneBySession()) {
      Verification now =
          new Verifier(facts, root.surroundings().environment())
              .verify(
                  new Verifier.Request(
                      List.of(plan), facts.root(), verified.base() + ".." + verified.end(), null))
              .verification();
      return new VerificationEvidence(verified, now).evidence();
    }
    return session == null
        ? Evidence.NONE
        : new SessionEvidence(session.state(), session.report(), later(session.state())).evidence();
  }

  private Readiness.Session session(SessionStore.Stored stored) {
    String worktree = stored.state().locked().root();
    String folder = new ReportFiles(root.directory()).place(stored.folder()).sessionFolder();
    return new Readiness.Session(
        stored.state(),
        SessionReport.of(
            stored.state(),
            new ReportPlace(folder, null, new SessionSources(stored.folder(), null, null))),
        worktree.equals(facts.root().toString()) ? null : worktree);
  }

  /** Returns the paths of each done block that differ from HEAD in the session's worktree. */
  private Map<String, List<String>> uncommitted(SessionStore.Stored stored) {
    Path place = Path.of(stored.state().locked().root());
    RepositoryFacts there =
        !Files.isDirectory(place)
            ? null
            : RepositoryProbe.inspect(place, root.surroundings().environment(), false).facts();
    if (there == null || there.head() == null) {
      return Map.of();
    }
    Observation last = Observation.readFrom(stored.folder().scan(stored.state().lastObservation()));
    Worktree worktree = Worktree.open(there);
    Map<String, List<String>> found = new LinkedHashMap<>();
    try (CommittedFiles committed = worktree.committed()) {
      for (BlockState block : stored.state().blocks()) {
        List<String> paths =
            block.changes().stream()
                .filter(change -> block.isDone() && change.verdict() == Verdict.INCLUDED)
                .map(Fact.Change::treePath)
                .filter(path -> !isIgnored(last, path))
                .filter(
                    path ->
                        !committed.holds(
                            Objects.requireNonNull(there.head()), path, worktree.entry(path)))
                .map(TreePath::display)
                .toList();
        if (!paths.isEmpty()) {
          found.put(block.id(), paths);
        }
      }
    }
    return found;
  }

  private static boolean isIgnored(Observation scan, TreePath path) {
    return scan.manifest().find(path).filter(ManifestEntry::ignored).isPresent();
  }

  /** Returns the commits since the session's start that hold paths of its blocks. */
  private List<Fact.Commit> later(SessionState state) {
    Set<TreePath> paths =
        state.blocks().stream()
            .flatMap(block -> block.changes().stream())
            .map(Fact.Change::treePath)
            .collect(Collectors.toSet());
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      String start = state.locked().head();
      if (!objects.holds(start)) {
        return List.of();
      }
      return CommitRange.read(
              objects,
              new ReadOnlyGit(facts.commonDir(), root.surroundings().environment()),
              Objects.requireNonNull(facts.head()),
              List.of(start))
          .stream()
          .filter(commit -> commit.changes().keySet().stream().anyMatch(paths::contains))
          .map(CloseSession::fact)
          .toList();
    } catch (ShallowException e) {
      return List.of();
    } catch (IOException e) {
      throw Unverifiable.git("the commits since the session began", e);
    }
  }

  private static Fact.Commit fact(RangeCommit commit) {
    return new Fact.Commit(commit.id(), commit.subject(), List.of());
  }
}
