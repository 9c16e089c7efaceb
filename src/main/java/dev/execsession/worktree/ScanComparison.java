package dev.execsession.worktree;

import dev.execsession.file.ContentId;
import dev.execsession.file.EntryType;
import dev.execsession.file.Unverifiable;
import dev.execsession.git.CommitFact;
import dev.execsession.git.ControlChange;
import dev.execsession.git.GitObjects;
import dev.execsession.git.HeadLog;
import dev.execsession.git.Installers;
import dev.execsession.git.MergedSides;
import dev.execsession.git.NewWork;
import dev.execsession.git.RefChange;
import dev.execsession.git.RefDelta;
import dev.execsession.git.RefsState;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.TracesDelta;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares two scans.
 *
 * @param allowed settings of git that may change, as the configuration's {@code git.allow}
 */
record ScanComparison(RepositoryFacts facts, List<String> allowed) {

  /** Returns the difference; see {@link Worktree#delta(Observation, Observation, Supplier)}. */
  Delta between(Observation before, Observation after, Supplier<RefsState> known) {
    List<FileChange> files = FileDelta.between(before.manifest(), after.manifest(), after.ignore());
    List<ControlChange> control = after.control().changedFrom(before.control());
    boolean sameRefs = before.refs().sameAs(after.refs());
    boolean still = sameRefs && before.traces().equals(after.traces());
    boolean closed = control.stream().anyMatch(this::isTampering);
    List<CommitFact> commits = List.of();
    List<CommitFact> elsewhere = List.of();
    MergedSides merged = MergedSides.NONE;
    List<RefChange> refs = List.of();
    TracesDelta traces = TracesDelta.NONE;
    try (GitObjects objects = still || closed ? null : GitObjects.open(facts.commonDir())) {
      if (!sameRefs) {
        List<HeadLog.Move> moves =
            HeadLog.between(
                facts.gitDir(), before.refs().headLogSize(), after.refs().headLogSize());
        refs = new RefDelta(objects, before.refs(), after.refs(), moves).changes();
        if (objects != null) {
          NewWork work = new NewWork(facts, objects, before.refs(), after.refs(), moves);
          merged = work.merged(known.get());
          commits = work.commits(merged);
          elsewhere = work.elsewhere();
        }
      }
      if (!still) {
        traces =
            TracesDelta.between(
                facts,
                objects,
                new TracesDelta.Moment(before.refs(), before.traces()),
                new TracesDelta.Moment(after.refs(), after.traces()),
                Stream.concat(commits.stream(), elsewhere.stream()).map(CommitFact::id).toList());
        traces = traces.withLost(withoutOld(objects, traces.lost(), before.manifest()));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw Unverifiable.git("the commits of the repository", e);
    }
    return new Delta(files, commits, elsewhere, merged, refs, control, closed, traces);
  }

  /** Returns whether files that control git changed, so that git's objects are not to be read. */
  boolean isTampered(Observation before, Observation after) {
    return after.control().changedFrom(before.control()).stream().anyMatch(this::isTampering);
  }

  private boolean isTampering(ControlChange change) {
    return change.weight() == ControlChange.Weight.VIOLATION
        && !change.isOfTool()
        && !change.isAllowedBy(allowed)
        && !Installers.make(change);
  }

  /**
   * Returns the commits without paths at which they hold what was there before, as a stash does of
   * somebody's own work.
   */
  private static List<CommitFact> withoutOld(
      @Nullable GitObjects objects, List<CommitFact> commits, Manifest before) throws IOException {
    List<CommitFact> rest = new ArrayList<>();
    for (CommitFact commit : commits) {
      List<TreePath> paths = new ArrayList<>();
      for (TreePath path : commit.paths()) {
        ManifestEntry entry = before.find(path).orElse(null);
        String blob = objects == null ? null : objects.blobAt(commit.id(), path);
        if (!(entry == null ? blob == null : holds(objects, blob, entry))) {
          paths.add(path);
        }
      }
      rest.add(
          new CommitFact(
              commit.id(), commit.subject(), commit.author(), paths, commit.bearsOurTrailers()));
    }
    return rest;
  }

  private static boolean holds(
      @Nullable GitObjects objects, @Nullable String blob, ManifestEntry entry) throws IOException {
    return objects != null
        && blob != null
        && (blob.equals(entry.blob())
            || (entry.content() != null
                && objects
                    .blob(blob, entry.size())
                    .filter(bytes -> ContentId.of(bytes).equals(entry.content()))
                    .isPresent()));
  }

  /** Returns whether a file holds what a merge had to take from another side. */
  boolean wasMerged(FileChange change, MergedSides merged) {
    ManifestEntry entry = change.after();
    if (entry == null) {
      return merged.removed(change.path());
    }
    String blob = merged.blob(change.path());
    if (blob == null || entry.type() != EntryType.FILE) {
      return false;
    }
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      return holds(objects, blob, entry);
    } catch (IOException e) {
      throw Unverifiable.git("the commits of the repository", e);
    }
  }
}
