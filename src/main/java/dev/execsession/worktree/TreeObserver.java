package dev.execsession.worktree;

import dev.execsession.file.RacyWindow;
import dev.execsession.file.TreeNames;
import dev.execsession.file.Unverifiable;
import dev.execsession.git.CommittedTree;
import dev.execsession.git.ControlReader;
import dev.execsession.git.ControlState;
import dev.execsession.git.CurrentIndex;
import dev.execsession.git.GitIndex;
import dev.execsession.git.GitTraces;
import dev.execsession.git.LogsState;
import dev.execsession.git.RefsReader;
import dev.execsession.git.RefsState;
import dev.execsession.git.RepositoryFacts;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Scans a worktree: the files that control git first, then refs, then the whole tree. */
final class TreeObserver {
  /** How often refs are read again that were deleted before their logs were read. */
  private static final int MOST_READINGS = 10;

  private final RepositoryFacts facts;
  private final TreeNames names;
  private final HeadTree head;
  private final RefsReader refs;
  private @Nullable GitIndex firstIndex;
  private @Nullable Observation first;

  TreeObserver(RepositoryFacts facts, TreeNames names, HeadTree head) {
    this.facts = facts;
    this.names = names;
    this.head = head;
    this.refs = new RefsReader(facts.gitDir(), facts.commonDir());
  }

  /** Chooses the files that a first scan need not read; null for none. */
  interface Trust {
    @Nullable IndexTrust in(CurrentIndex index, CommittedTree tree) throws IOException;
  }

  /**
   * Scans for the first time.
   *
   * @param earlier supplies the last scan of an earlier session; null if there is none
   */
  Observation first(ContentPolicy policy, Trust trust, Supplier<@Nullable Observation> earlier) {
    return observe(null, policy, trust, () -> EarlierContents.of(earlier, facts.root()));
  }

  Observation next(Observation previous, ContentPolicy policy) {
    return observe(previous, policy, (index, tree) -> null, () -> EarlierContents.NONE);
  }

  private Observation observe(
      @Nullable Observation previous,
      ContentPolicy policy,
      Trust trust,
      Supplier<EarlierContents> earlier) {
    ControlState control = control();
    CurrentIndex index = new CurrentIndex(facts.gitDir());
    RefsState refs = refs();
    GitTraces traces = traces(index, previous);
    for (int i = 1; i < MOST_READINGS && traces.logs().lacksAny(refs, logs(previous)); i++) {
      refs = refs();
      traces = traces(index, previous);
    }
    ScanRules rules =
        new ScanRules(
            previous == null ? null : previous.ignore(),
            index,
            previous == null ? trust(index, refs, trust) : null,
            earlier,
            policy,
            Set.copyOf(List.of(facts.gitDir(), facts.commonDir())),
            new OtherWorktrees(facts, names).below(),
            ScanRules.LARGEST);
    ManifestScanner.Scan scan =
        new ManifestScanner(facts.root())
            .scan(
                previous == null ? null : previous.manifest(),
                rules,
                previous == null ? IgnoreFile.outside(facts) : List.of());
    Observation made = new Observation(control, refs, traces, scan.ignore(), scan.manifest());
    if (previous == null) {
      first = made;
      firstIndex = index.get();
    }
    return made;
  }

  private @Nullable IndexTrust trust(CurrentIndex index, RefsState refs, Trust trust) {
    try {
      return trust.in(index, head.comparedWith(refs.headCommit(), index.get()));
    } catch (IOException e) {
      throw Unverifiable.git("the tree of HEAD", e);
    }
  }

  /** Returns HEAD compared with the index of a scan; null if it is not the first scan's index. */
  @Nullable CommittedTree comparedWithHead(Observation observation) throws IOException {
    Observation known = first;
    GitIndex index = firstIndex;
    return known == null
            || index == null
            || !known.traces().index().equals(observation.traces().index())
        ? null
        : head.comparedWith(observation.refs().headCommit(), index);
  }

  /** Returns the index of a first scan, or else the current one. */
  @SuppressWarnings("ReferenceEquality") // the same object, not an equal one
  GitIndex index(Observation observation) {
    GitIndex known = firstIndex;
    return known != null && observation == first ? known : new CurrentIndex(facts.gitDir()).get();
  }

  RefsState refs() {
    try {
      return refs.read();
    } catch (IOException e) {
      throw Unverifiable.git("HEAD and the refs", e);
    }
  }

  ControlState control() {
    try {
      return ControlReader.read(facts);
    } catch (IOException e) {
      throw Unverifiable.git("git's own files", e);
    }
  }

  private static @Nullable LogsState logs(@Nullable Observation previous) {
    return previous == null ? null : previous.traces().logs();
  }

  private GitTraces traces(CurrentIndex index, @Nullable Observation previous) {
    try {
      return previous == null
          ? GitTraces.read(facts, index, null, Long.MIN_VALUE)
          : GitTraces.read(
              facts,
              index,
              previous.traces(),
              RacyWindow.trusted(facts.gitDir(), previous.manifest().startedNanos()));
    } catch (IOException e) {
      throw Unverifiable.git("git's logs and objects", e);
    }
  }
}
