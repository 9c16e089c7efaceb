package dev.execsession.worktree;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.execsession.file.ContentId;
import dev.execsession.file.DurableFiles;
import dev.execsession.file.EntryType;
import dev.execsession.file.RacyWindow;
import dev.execsession.file.TreeNames;
import dev.execsession.file.Unverifiable;
import dev.execsession.file.WholeFile;
import dev.execsession.git.Canary;
import dev.execsession.git.CommitFact;
import dev.execsession.git.ControlChange;
import dev.execsession.git.ControlReader;
import dev.execsession.git.ControlState;
import dev.execsession.git.CurrentIndex;
import dev.execsession.git.GitIndex;
import dev.execsession.git.GitObjects;
import dev.execsession.git.GitTraces;
import dev.execsession.git.HeadLog;
import dev.execsession.git.Installers;
import dev.execsession.git.LineDiff;
import dev.execsession.git.MergedSides;
import dev.execsession.git.NewWork;
import dev.execsession.git.RefChange;
import dev.execsession.git.RefDelta;
import dev.execsession.git.RefsReader;
import dev.execsession.git.RefsState;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.TracesDelta;
import dev.execsession.problem.ProblemCode;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Scans a worktree, compares two scans, and restores an earlier one. Only {@link #restore} writes
 * to the worktree; in git, only our own refs are written.
 */
public final class Worktree {
  private static final long MOST_DIFFED = 4 << 20;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Pattern KEPT_NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

  private final RepositoryFacts facts;
  private final TreeNames names;
  private final List<String> allowed;

  private Worktree(RepositoryFacts facts, List<String> allowed) {
    this.facts = facts;
    this.allowed = List.copyOf(allowed);
    this.names = new TreeNames(facts.root());
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
    ControlState control = control();
    RefsState refs = refs();
    CurrentIndex index = new CurrentIndex(facts.gitDir());
    GitTraces traces = traces(index, previous);
    ScanRules rules =
        new ScanRules(
            previous == null ? null : previous.ignore(),
            index,
            policy,
            Set.copyOf(List.of(facts.gitDir(), facts.commonDir())),
            otherWorktrees(),
            ScanRules.LARGEST);
    ManifestScanner.Scan scan =
        new ManifestScanner(facts.root())
            .scan(
                previous == null ? null : previous.manifest(),
                rules,
                previous == null ? userIgnores() : List.of());
    return new Observation(control, refs, traces, scan.ignore(), scan.manifest());
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

  private boolean isTampering(ControlChange change) {
    return change.weight() == ControlChange.Weight.VIOLATION
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
  public boolean wasMerged(FileChange change, MergedSides merged) {
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

  /** Returns the differences from HEAD and the index, as {@code git status} would. */
  public DirtyState dirty(Observation observation) {
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      return DirtyReader.read(objects, index(), observation, names);
    } catch (IOException e) {
      throw Unverifiable.git("the tree of HEAD", e);
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

  /** Returns the content store in {@code folder}. */
  public ContentStore store(Path folder) {
    return new ContentStore(folder, facts, names);
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
   * @param leave selects the paths that stay as they are
   */
  public Restoration restoration(
      Observation before,
      Observation after,
      Observation now,
      ContentStore store,
      ContentPolicy policy,
      boolean interrupted,
      Predicate<TreePath> leave) {
    return new RestorationPlanner(
            before.manifest(),
            after.manifest(),
            now.manifest(),
            after.ignore(),
            entry -> isRecoverable(entry, store),
            policy,
            interrupted)
        .plan(leave);
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
    if (!KEPT_NAME.matcher(name).matches() || name.contains("..") || name.endsWith(".lock")) {
      throw new IllegalArgumentException("not a ref name: " + name);
    }
    Path ref = facts.commonDir().resolve("refs/exec-session").resolve(name);
    byte[] bytes = (commit + "\n").getBytes(StandardCharsets.US_ASCII);
    try {
      if (!holds(ref, bytes)) {
        DurableFiles.replace(ref, bytes);
      }
    } catch (IOException e) {
      throw Unverifiable.stop(
          ProblemCode.JOURNAL_WRITE,
          "cannot write `" + ref + "`: " + Unverifiable.reason(e),
          "free disk space or fix the folder's permissions, then run again",
          e);
    }
  }

  /**
   * Sees to it that a prune of young objects shows.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE (JRNL-002) when that fails
   */
  public void guardObjects() {
    try {
      Path file = Canary.file(facts.commonDir());
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        DurableFiles.replace(file, Canary.packed());
      } else if (Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(DAY))) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      }
    } catch (IOException e) {
      throw Unverifiable.stop(
          ProblemCode.JOURNAL_WRITE,
          "cannot write an object of git's: " + Unverifiable.reason(e),
          "free disk space or fix the folder's permissions, then run again",
          e);
    }
  }

  private static boolean holds(Path file, byte[] bytes) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Arrays.equals(WholeFile.read(file, WholeFile.SMALL), bytes);
  }

  /** Returns the current HEAD and refs. */
  public RefsState refs() {
    try {
      return new RefsReader(facts.gitDir(), facts.commonDir()).read();
    } catch (IOException e) {
      throw Unverifiable.git("HEAD and the refs", e);
    }
  }

  /** Returns the current state of the files that control git. */
  public ControlState control() {
    try {
      return ControlReader.read(facts);
    } catch (IOException e) {
      throw Unverifiable.git("git's own files", e);
    }
  }

  private GitIndex index() {
    return new CurrentIndex(facts.gitDir()).get();
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

  /** Returns the folders below the root that the repository knows as other worktrees. */
  private Set<TreePath> otherWorktrees() {
    Set<TreePath> found = new HashSet<>();
    Path folder = facts.commonDir().resolve("worktrees");
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        Path link = entry.resolve("gitdir");
        if (!entry.equals(facts.gitDir()) && Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)) {
          Path dotGit = Path.of(new String(WholeFile.read(link, WholeFile.SMALL), UTF_8).strip());
          Path place = entry.resolve(dotGit).normalize().getParent();
          if (place != null && place.startsWith(facts.root()) && !place.equals(facts.root())) {
            found.add(names.toTreePath(place));
          }
        }
      }
    } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
      // What cannot be read names no worktree, and its folder is walked as any other.
    }
    return found;
  }

  private List<IgnoreFile> userIgnores() {
    List<Path> files = new ArrayList<>();
    if (facts.excludesFile() != null) {
      files.add(facts.excludesFile());
    }
    files.add(facts.commonDir().resolve("info/exclude"));
    List<IgnoreFile> found = new ArrayList<>();
    for (Path file : files) {
      if (Files.isRegularFile(file)) {
        try {
          found.add(
              new IgnoreFile(
                  TreePath.ROOT,
                  new String(WholeFile.read(file, WholeFile.SMALL), StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
          throw Unverifiable.stop(
              ProblemCode.GIT_UNREADABLE,
              "cannot read the ignore file `" + file + "`: " + Unverifiable.reason(e),
              "make it readable, so that ignored files can be determined",
              e);
        }
      }
    }
    return found;
  }
}
