package dev.execsession.worktree;

import dev.execsession.file.EntryType;
import dev.execsession.file.FileReader;
import dev.execsession.file.FileStat;
import dev.execsession.file.TreeNames;
import dev.execsession.file.WholeFile;
import dev.execsession.scope.Ignored;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the worktree, with a thread per processor: lists every folder with {@code lstat} of
 * each name, then reads the files whose content the previous scan does not cover.
 */
final class TreeWalk {
  /** A file or folder that cannot be read. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient TreePath place;
    private final IOException reason;

    Failure(TreePath place, IOException reason) {
      super(reason);
      this.place = place;
      this.reason = reason;
    }

    TreePath place() {
      return place;
    }

    IOException reason() {
      return reason;
    }
  }

  private final TreeNames names;
  private final @Nullable Manifest previous;
  private final long trusted;
  private final ScanRules rules;
  private final boolean collects;
  private long device;
  private final IgnoreRules ignore;
  private final Set<String> skippedNames = new HashSet<>();
  private final Map<TreePath, Boolean> spokenOf = new ConcurrentHashMap<>();
  private final Queue<Listing> listings = new ConcurrentLinkedQueue<>();
  private final Queue<FolderDraft> unread = new ConcurrentLinkedQueue<>();
  // Its own, so that no other work can delay it.
  private final ForkJoinPool pool = new ForkJoinPool();
  private final ThreadLocal<FileReader> readers = ThreadLocal.withInitial(FileReader::new);

  /**
   * @param trusted files unchanged since this time are not read again, nanoseconds since 1970
   * @param ignore the rules in force, or empty rules into which they are collected
   */
  TreeWalk(
      TreeNames names,
      @Nullable Manifest previous,
      long trusted,
      ScanRules rules,
      IgnoreRules ignore) {
    this.names = names;
    this.previous = previous;
    this.trusted = trusted;
    this.rules = rules;
    this.collects = rules.ignore() == null;
    this.ignore = ignore;
    rules.skip().forEach(path -> skippedNames.add(TreeNames.rawName(path)));
  }

  /**
   * Walks the worktree.
   *
   * @throws Failure when anything cannot be read
   */
  Manifest run() {
    Instant now = Instant.now();
    long started = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    try {
      IndexTrust trust = rules.trust();
      device = device();
      pool.invoke(
          new Listed(null, TreePath.ROOT, null, false, trust == null ? null : trust.conversions()));
      readContents();
    } finally {
      pool.shutdownNow();
    }
    return new Manifest(started, listings);
  }

  private long device() {
    try {
      return FileStat.of(names.toPath(TreePath.ROOT)).owner().device();
    } catch (IOException e) {
      throw new Failure(TreePath.ROOT, e);
    }
  }

  private record Child(String name, Path path) {}

  /** Lists one folder and schedules its subfolders. */
  @SuppressWarnings("serial")
  private final class Listed extends CountedCompleter<Void> {
    private final TreePath folder;
    private final @Nullable TreePath ignored;
    private final boolean holdsStill;
    private @Nullable Conversions conversions;
    private int lastPosition = -1;

    /**
     * @param holdsStill whether its names surely equal those of the previous scan
     */
    Listed(
        @Nullable Listed parent,
        TreePath folder,
        @Nullable TreePath ignored,
        boolean holdsStill,
        @Nullable Conversions conversions) {
      super(parent);
      this.folder = folder;
      this.ignored = ignored;
      this.holdsStill = holdsStill;
      this.conversions = conversions;
    }

    @Override
    public void compute() {
      String reading = "";
      try {
        Path path = names.toPath(folder);
        Listing old = previous == null ? null : previous.folder(folder);
        List<Child> children = holdsStill && old != null ? sameChildren(path, old) : children(path);
        List<String> childNames = new ArrayList<>(children.size());
        children.forEach(child -> childNames.add(child.name()));
        if (collects && ignored == null && childNames.contains(".gitignore")) {
          String text = ruleText(path.resolve(".gitignore"));
          if (text != null) {
            ignore.add(new IgnoreFile(folder, text));
          }
        }
        Conversions above = conversions;
        if (above != null && childNames.contains(".gitattributes")) {
          String text = ruleText(path.resolve(".gitattributes"));
          conversions = text == null ? above : above.within(folder, text);
        }
        FolderDraft found = new FolderDraft(folder, childNames, old);
        int at = 0;
        for (Child child : children) {
          reading = child.name();
          while (old != null && at < old.size() && old.compareName(at, reading) < 0) {
            at++;
          }
          boolean known = old != null && at < old.size() && old.compareName(at, reading) == 0;
          add(found, child, known ? at : -1);
        }
        if (found.isRead()) {
          listings.add(found.listing());
        } else {
          unread.add(found);
        }
      } catch (IOException e) {
        if (!(e instanceof AccessDeniedException) || !mayBeClosed()) {
          throw new Failure(reading.isEmpty() ? folder : folder.child(reading), e);
        }
      }
      tryComplete();
    }

    /** Returns whether an unreadable folder may be skipped: ignored, and never readable before. */
    private boolean mayBeClosed() {
      return ignored != null
          && !rules.policy().speaksOf(folder, ignored)
          && (previous == null
              || (previous.folder(folder) == null && previous.find(folder).isPresent()));
    }

    private List<Child> sameChildren(Path path, Listing old) {
      List<Child> children = new ArrayList<>(old.size());
      for (int i = 0; i < old.size(); i++) {
        String name = old.name(i);
        boolean plain = TreeNames.isPlain(name);
        children.add(
            new Child(name, plain ? path.resolve(name) : names.toPath(folder.child(name))));
      }
      return children;
    }

    private List<Child> children(Path path) throws IOException {
      List<Child> children = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
        for (Path child : stream) {
          String name = TreeNames.rawName(child);
          boolean ownGit = folder.raw().isEmpty() && name.equals(".git");
          if (!ownGit && !(skippedNames.contains(name) && rules.skip().contains(child))) {
            children.add(new Child(name, child));
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
      children.sort(Comparator.comparing(Child::name));
      return children;
    }

    private static @Nullable String ruleText(Path file) throws IOException {
      // Like git, does not read a link here.
      return FileStat.of(file).type() == EntryType.FILE
          ? new String(WholeFile.read(file, WholeFile.SMALL), StandardCharsets.ISO_8859_1)
          : null;
    }

    private void add(FolderDraft found, Child child, int at) throws IOException {
      Listing old = at < 0 ? null : found.old;
      if (old != null && old.hasMark(at, FileStat.Mark.of(child.path()))) {
        boolean settled = old.newest(at) < trusted;
        if (old.type(at) == EntryType.DIRECTORY && !old.tracked(at)) {
          // What the first look found of a folder follows from rules that stay, and no name comes
          // or goes without the times of the folder.
          TreePath path = folder.child(child.name());
          if (!isOtherWorktree(path, child.path())) {
            list(path, ignored == null && old.ignored(at) ? path : ignored, settled);
          }
          found.keep(old, at);
          return;
        }
        // A file that the previous scan did not read is compared by timestamps only.
        boolean unread = old.type(at) == EntryType.FILE && !old.isKnown(at);
        if (old.type(at) != EntryType.DIRECTORY && (settled || unread)) {
          found.keep(old, at);
          return;
        }
      }
      TreePath path = folder.child(child.name());
      FileStat stat = FileStat.of(child.path());
      if (stat.type() == EntryType.DIRECTORY) {
        boolean tracked = isTracked(path, old, at);
        boolean elsewhere = !tracked && isOtherWorktree(path, child.path());
        boolean covered =
            ignored != null
                || elsewhere
                || ignore.isIgnoredItself(path, true)
                || ignoresItself(path, child.path(), tracked, old, at);
        if (!elsewhere) {
          list(path, ignored == null && covered ? path : ignored, false);
        }
        found
            .builder()
            .add(ManifestEntry.of(path, stat, owner(stat), null, covered && !tracked, tracked));
      } else {
        addFile(found, path, child.path(), stat, old, at);
      }
    }

    private void list(TreePath path, @Nullable TreePath within, boolean holdsStill) {
      addToPendingCount(1);
      new Listed(this, path, within, holdsStill, conversions).fork();
    }

    /** What was looked into once stays so, as does what a rule speaks of. */
    private boolean isOtherWorktree(TreePath path, Path place) {
      return rules.worktrees().contains(path)
          && Files.isRegularFile(place.resolve(".git"), LinkOption.NOFOLLOW_LINKS)
          && (previous == null || previous.folder(path) == null)
          && (ignored == null
              ? ignore.isIgnoredItself(path, true)
                  ? !rules.policy().speaksOf(path, path)
                  : rules.policy().mayIgnoreItself(path)
              : !rules.policy().speaksOf(path, ignored));
    }

    /** A folder that comes with an ignore file for all of it, as caches do, counts as ignored. */
    private boolean ignoresItself(
        TreePath path, Path place, boolean tracked, @Nullable Listing old, int at)
        throws IOException {
      if (old != null && old.type(at) == EntryType.DIRECTORY) {
        return old.ignored(at);
      }
      Path file = place.resolve(".gitignore");
      return !tracked
          && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && rules.policy().mayIgnoreItself(path)
          && IgnoreRules.ignoresAll(
              new String(WholeFile.read(file, WholeFile.SMALL), StandardCharsets.ISO_8859_1));
    }

    private void addFile(
        FolderDraft found, TreePath path, Path file, FileStat stat, @Nullable Listing old, int at)
        throws IOException {
      boolean covered = ignored != null || ignore.isIgnoredItself(path, false);
      // For what is new since the first look it only matters where git would ignore it.
      IndexTrust trust = rules.trust();
      int position = trust == null ? -1 : trust.index().position(path, lastPosition);
      lastPosition = position < 0 ? lastPosition : position;
      boolean tracked =
          position >= 0
              || ((previous == null || old != null || covered) && isTracked(path, old, at));
      boolean left = covered && !tracked;
      boolean isLink = stat.type() == EntryType.SYMLINK;
      String target = isLink ? TreeNames.rawPath(Files.readSymbolicLink(file)) : null;
      int index =
          found.builder().add(ManifestEntry.of(path, stat, owner(stat), target, left, tracked));
      Conversions own = conversions;
      if (trust != null
          && own != null
          && position >= 0
          && stat.size() <= rules.largest()
          && trust.holds(position, path, stat, own)) {
        found.builder().setBlob(index, trust.index(), position);
      } else if (stat.type() == EntryType.FILE && stat.size() <= rules.largest()) {
        Ignored how =
            !left ? Ignored.NOT : ignored == null ? Ignored.ITSELF : Ignored.inside(ignored);
        if ((ignored == null || !left || mayBeWatched(ignored))
            && rules.policy().watchesContent(path, how)) {
          found.watched.add(index);
        } else if (stat.size() <= ContentStore.SMALL && !rules.policy().isGenerated(path)) {
          found.others.add(index);
        }
      }
    }

    /** Returns whether a rule may speak of anything in an ignored folder; asked once for each. */
    private boolean mayBeWatched(TreePath folder) {
      return previous != null
          || spokenOf.computeIfAbsent(folder, each -> rules.policy().speaksOf(each, each));
    }

    private Owner owner(FileStat stat) {
      return Owner.of(stat, device);
    }

    private boolean isTracked(TreePath path, @Nullable Listing old, int at) {
      return (old != null && old.tracked(at)) || rules.index().get().tracks(path);
    }
  }

  private void readContents() {
    Set<String> heavy = HeavyFolders.of(unread);
    EarlierContents earlier = EarlierContents.forMany(unread, rules.earlier());
    pool.invoke(
        ForkJoinTask.adapt(
            () ->
                ForkJoinTask.invokeAll(
                    unread.stream()
                        .map(draft -> ForkJoinTask.adapt(() -> read(draft, heavy, earlier)))
                        .toList())));
    unread.clear();
  }

  private void read(FolderDraft draft, Set<String> heavy, EarlierContents earlier) {
    draft.watched.removeIf(place -> earlier.fill(draft, place));
    read(draft, draft.watched, false);
    if (!heavy.contains(draft.top())) {
      draft.others.removeIf(place -> earlier.fill(draft, place));
      read(draft, draft.others, true);
    }
    listings.add(draft.listing());
  }

  private void read(FolderDraft in, List<Integer> places, boolean onlyForUndo) {
    FileReader reader = readers.get();
    for (int place : places) {
      TreePath path = in.folder.child(in.builder().name(place));
      try {
        FileReader.Content content = reader.read(names.toPath(path), in.builder().stat(place));
        in.builder().setContent(place, content.id());
        in.builder().setBlob(place, content.blob());
      } catch (AccessDeniedException e) {
        if (!onlyForUndo) {
          throw new Failure(path, e);
        }
      } catch (IOException e) {
        throw new Failure(path, e);
      }
    }
  }
}
