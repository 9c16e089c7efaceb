package dev.execsession.worktree;

import dev.execsession.file.EntryType;
import dev.execsession.file.TreeNames;
import dev.execsession.file.Unverifiable;
import dev.execsession.git.CommittedTree;
import dev.execsession.git.ControlState;
import dev.execsession.git.CurrentIndex;
import dev.execsession.git.GitIndex;
import dev.execsession.git.GitObjects;
import dev.execsession.git.LineDiff;
import dev.execsession.git.MergedSides;
import dev.execsession.git.RefsState;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.StagedEntry;
import dev.execsession.git.StashLog;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Scans a worktree, compares two scans, and restores an earlier one. Only {@link #restore} writes
 * to the worktree; in git, only our own refs are written.
 */
public final class Worktree {
  private static final long MOST_DIFFED = 4 << 20;

  private final RepositoryFacts facts;
  private final TreeNames names;
  private final List<String> allowed;
  private final HeadTree head;
  private final TreeObserver observer;

  private Worktree(RepositoryFacts facts, List<String> allowed) {
    this.facts = facts;
    this.allowed = List.copyOf(allowed);
    this.names = new TreeNames(facts.root());
    this.head = new HeadTree(facts);
    this.observer = new TreeObserver(facts, names, head);
  }

  public static Worktree open(RepositoryFacts facts) {
    return open(facts, List.of());
  }

  /**
   * Returns the worktree in which some settings of git may change.
   *
   * @param allowed as the configuration's {@code git.allow}
   */
  public static Worktree open(RepositoryFacts facts, List<String> allowed) {
    return new Worktree(facts, allowed);
  }

  public RepositoryFacts facts() {
    return facts;
  }

  /** Returns the path on disk, exact to the byte in every locale. */
  public Path resolve(TreePath path) {
    return names.toPath(path);
  }

  /**
   * Scans the worktree: the files that control git first, by plain reading, then refs, then the
   * whole tree.
   *
   * @param previous the previous scan; its ignore rules stay in force and its digests are reused
   *     for unchanged files. Null for the first scan of a session.
   * @throws dev.execsession.problem.StopException UNVERIFIABLE when anything cannot be read
   */
  public Observation observe(@Nullable Observation previous, ContentPolicy policy) {
    return previous == null ? observeFirst(policy, () -> null) : observer.next(previous, policy);
  }

  /**
   * Scans the worktree for the first time.
   *
   * @param earlier supplies the last scan of an earlier session, which saves reading again what is
   *     unchanged since; null if there is none
   */
  public Observation observeFirst(ContentPolicy policy, Supplier<@Nullable Observation> earlier) {
    return observer.first(policy, (index, tree) -> IndexTrust.of(facts, index, tree), earlier);
  }

  /** Scans the worktree for the first time, and reads every file. */
  public Observation observeAll(ContentPolicy policy) {
    return observer.first(policy, (index, tree) -> null, () -> null);
  }

  /** Scans for the first time, and trusts git's index about files that are older than a time. */
  Observation observeOlder(ContentPolicy policy, long before) {
    return observer.first(policy, (index, tree) -> IndexTrust.of(facts, tree, before), () -> null);
  }

  /**
   * Returns the difference of two scans. If files that control git changed, git's objects are not
   * read and commits are not listed.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE (GIT-007) when commits cannot be
   *     read
   */
  public Delta delta(Observation before, Observation after) {
    return delta(before, after, before::refs);
  }

  /**
   * As {@link #delta(Observation, Observation)}.
   *
   * @param known the refs of the time before the session: what they lead to may be merged
   */
  public Delta delta(Observation before, Observation after, Supplier<RefsState> known) {
    return new ScanComparison(facts, allowed).between(before, after, known);
  }

  /** Returns whether files that control git changed, so that git's objects are not to be read. */
  public boolean isTampered(Observation before, Observation after) {
    return new ScanComparison(facts, allowed).isTampered(before, after);
  }

  /** Returns every path that differs, folders included. */
  public List<FileChange> changes(Observation before, Observation after) {
    return FileDelta.every(before.manifest(), after.manifest(), after.ignore());
  }

  /** Returns whether a file holds what a merge had to take from another side. */
  public boolean wasMerged(FileChange change, MergedSides merged) {
    return new ScanComparison(facts, allowed).wasMerged(change, merged);
  }

  /**
   * Returns what a scan would have shown if some paths had been as a commit holds them. Submodules,
   * and files too large to read, stay as they are.
   */
  public Observation asCommitted(
      Observation observation, Collection<TreePath> paths, String commit) {
    return new CommittedScan(facts, commit).in(observation, paths);
  }

  /** Returns the differences from HEAD and the index, as {@code git status} would. */
  public DirtyState dirty(Observation observation) {
    try {
      return DirtyReader.read(
          head.comparedWith(observation.refs().headCommit(), observer.index(observation)),
          observation,
          names);
    } catch (IOException e) {
      throw Unverifiable.git("the tree of HEAD", e);
    }
  }

  /** Opens the repository's commits for comparison with scanned files. */
  public CommittedFiles committed() {
    return new CommittedFiles(facts);
  }

  /**
   * Returns what is at a path now; null for nothing.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE (TREE-003) when it cannot be read
   */
  public @Nullable ManifestEntry entry(TreePath path) {
    try {
      return PresentEntry.read(names.toPath(path), path);
    } catch (IOException e) {
      throw Unverifiable.tree(path.display(), e);
    }
  }

  /**
   * Returns how a file's text changed; empty if it is not text on both sides, too long, or not
   * available.
   */
  public Optional<LineDiff> diff(FileChange change, ContentStore store) {
    ManifestEntry old = change.before();
    ManifestEntry now = change.after();
    if (!isShortFile(old) || !isShortFile(now)) {
      return Optional.empty();
    }
    Optional<byte[]> before = old == null ? Optional.of(new byte[0]) : store.content(old);
    Optional<byte[]> after =
        now == null ? Optional.of(new byte[0]) : store.present(now).or(() -> store.content(now));
    return before.isPresent() && after.isPresent()
        ? LineDiff.between(before.get(), after.get())
        : Optional.empty();
  }

  private static boolean isShortFile(@Nullable ManifestEntry entry) {
    return entry == null || (entry.type() == EntryType.FILE && entry.size() <= MOST_DIFFED);
  }

  /** Returns the tracked files of that name, at any depth: {@code web/package.json}. */
  public List<TreePath> trackedBelow(String name) {
    String raw = TreePath.of(name).raw();
    List<TreePath> found = new ArrayList<>();
    for (GitIndex.Entry entry : index().entries()) {
      TreePath path = entry.path();
      if (path.raw().contains("/")
          && (path.name().equals(raw) || path.raw().contains("/" + raw + "/"))) {
        found.add(path);
      }
    }
    return found;
  }

  /** Returns what reads the files that a scan took as git's index describes them. */
  public TrustVerifier verifier(Observation observation) {
    return new TrustVerifier(names, observation.manifest());
  }

  /** Returns the content store in {@code folder}. */
  public ContentStore store(Path folder) {
    return new ContentStore(folder, facts, names, head);
  }

  /**
   * Returns the steps that restore what a block found; changes nothing.
   *
   * @param before what the block found
   * @param after what the block left
   * @param now the current state
   * @param store holds the content from before
   * @param interrupted whether this restoration was started earlier: then missing paths were
   *     removed by it
   * @param handling returns what to do with a changed path
   */
  public Restoration restoration(
      Observation before,
      Observation after,
      Observation now,
      ContentStore store,
      ContentPolicy policy,
      boolean interrupted,
      Function<FileChange, Restoration.Handling> handling) {
    return new RestorationPlanner(
            before.manifest(),
            after.manifest(),
            now.manifest(),
            after.ignore(),
            entry -> isRecoverable(entry, store),
            () -> store.unkept(before),
            policy,
            interrupted)
        .plan(handling);
  }

  private boolean isRecoverable(ManifestEntry entry, ContentStore store) {
    return switch (entry.type()) {
      case DIRECTORY -> true;
      case FILE -> store.content(entry).isPresent();
      case SYMLINK ->
          entry.linkTarget() != null
              && TreeNames.rawPath(TreeNames.target(entry.linkTarget())).equals(entry.linkTarget());
      case OTHER -> false;
    };
  }

  /**
   * Restores the worktree; checks every name on the way and never follows a link.
   *
   * @param store holds the content from before
   * @param staging a folder outside of the worktree, on the same file system if possible
   * @throws dev.execsession.problem.StopException UNVERIFIABLE (UNDO-004) when something changed
   *     concurrently or could not be written; completed steps are kept, and another restoration
   *     continues from there
   */
  public void restore(Restoration restoration, ContentStore store, Path staging) {
    new TreeRestorer(facts.root(), names, store, staging).apply(restoration);
  }

  /**
   * Protects a commit and its content from git's garbage collection by our own ref.
   *
   * @param name what follows {@code refs/exec-session/}, such as {@code <session>/B01}
   * @throws dev.execsession.problem.StopException UNVERIFIABLE (JRNL-002) when it cannot be written
   */
  public void keepCommit(String name, String commit) {
    new KeptObjects(facts.commonDir()).keepCommit(name, commit);
  }

  /** Protects an object as {@link #keepCommit} does, if it is there. */
  public boolean keepObject(String name, String id) {
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      boolean there = objects.has(id);
      if (there) {
        new KeptObjects(facts.commonDir()).keepCommit(name, id);
      }
      return there;
    } catch (IOException e) {
      throw Unverifiable.git("the object `" + id + "`", e);
    }
  }

  /**
   * Returns the entries of the stash, the newest last; reads nothing without one.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE when they cannot be read
   */
  public List<StashLog.Entry> stash(Observation observation) {
    if (!observation.refs().refs().containsKey(StashLog.REF)) {
      return List.of();
    }
    try {
      return StashLog.read(facts.commonDir());
    } catch (IOException e) {
      throw Unverifiable.git("the stash", e);
    }
  }

  /**
   * Returns the staged entries whose content neither HEAD nor the worktree holds.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE when they cannot be read
   */
  public List<StagedEntry> stagedOnly(Observation observation) {
    try {
      CommittedTree head = observer.comparedWithHead(observation);
      return head == null
          ? StagedContent.of(facts, observation)
          : StagedContent.of(observation, head);
    } catch (IOException e) {
      throw Unverifiable.git("the tree of HEAD", e);
    }
  }

  /**
   * Writes an unreachable object, or renews it: when it is gone, young objects were pruned.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE (JRNL-002) when that fails
   */
  public void guardObjects() {
    new KeptObjects(facts.commonDir()).guard();
  }

  /** Returns the current HEAD and refs. */
  public RefsState refs() {
    return observer.refs();
  }

  /** Returns the current state of the files that control git. */
  public ControlState control() {
    return observer.control();
  }

  private GitIndex index() {
    return new CurrentIndex(facts.gitDir()).get();
  }
}
