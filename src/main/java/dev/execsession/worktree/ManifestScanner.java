package dev.execsession.worktree;

import dev.execsession.file.EntryType;
import dev.execsession.file.FileReader;
import dev.execsession.file.FileStat;
import dev.execsession.file.TreeNames;
import dev.execsession.file.Unverifiable;
import dev.execsession.git.GitIndex;
import dev.execsession.problem.ProblemCode;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Walks the worktree and takes its {@link Manifest}. Bytes are read again unless size, times and
 * inode are those of the previous look and older than it by more than a second, git's racy rule. A
 * tree that moves under the walk is walked again, three times at most.
 */
public final class ManifestScanner {
  private static final int PASSES = 3;
  private static final long RACY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A manifest and the ignore rules it was taken by. */
  record Scan(Manifest manifest, IgnoreRules ignore) {}

  private final TreeNames names;

  public ManifestScanner(Path root) {
    this.names = new TreeNames(root);
  }

  /**
   * Takes a manifest.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE when something cannot be read
   *     (TREE-003) or does not hold still (TREE-004)
   */
  public Scan scan(@Nullable Manifest previous, ScanRules rules, List<IgnoreFile> userIgnores) {
    for (int pass = 1; ; pass++) {
      Pass walk = new Pass(previous, rules, userIgnores);
      try {
        return walk.run();
      } catch (NoSuchFileException | NotDirectoryException | FileReader.Moved e) {
        if (pass == PASSES) {
          throw Unverifiable.stop(
              ProblemCode.TREE_UNSTABLE,
              "`" + walk.place() + "` changes while it is being read",
              "end whatever is writing into the worktree, then run again",
              e);
        }
      } catch (IOException e) {
        throw Unverifiable.tree(walk.place(), e);
      }
    }
  }

  private record Folder(TreePath path, boolean ignored) {}

  private final class Pass {
    private final @Nullable Manifest previous;
    private final ScanRules rules;
    private final boolean collects;
    private final IgnoreRules ignore;
    private final List<ManifestEntry> entries = new ArrayList<>();
    private final Deque<Folder> open = new ArrayDeque<>();
    private final FileReader reader = new FileReader();
    private TreePath current = TreePath.ROOT;

    Pass(@Nullable Manifest previous, ScanRules rules, List<IgnoreFile> userIgnores) {
      this.previous = previous;
      this.rules = rules;
      this.collects = rules.ignore() == null;
      this.ignore = rules.ignore() == null ? new IgnoreRules(userIgnores) : rules.ignore();
    }

    String place() {
      String shown = current.raw().isEmpty() ? "." : current.display();
      return shown.length() > 300 ? shown.substring(0, 300) + "…" : shown;
    }

    Scan run() throws IOException {
      long started = nanos(Instant.now());
      open.push(new Folder(TreePath.ROOT, false));
      while (!open.isEmpty()) {
        readFolder(open.pop());
      }
      return new Scan(Manifest.of(started, entries), ignore);
    }

    private void readFolder(Folder folder) throws IOException {
      current = folder.path();
      Path path = names.toPath(folder.path());
      if (collects && !folder.ignored()) {
        collectIgnoreFile(folder.path(), path.resolve(".gitignore"));
      }
      try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
        for (Path child : children) {
          String name = TreeNames.rawName(child);
          boolean ownGit = folder.path().raw().isEmpty() && name.equals(".git");
          if (!ownGit && !rules.skip().contains(child)) {
            current = folder.path().child(name);
            add(child, folder.ignored());
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }

    private void collectIgnoreFile(TreePath folder, Path file) throws IOException {
      // As git does, a link in this place is not read.
      if (isRegular(file)) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        ignore.add(new IgnoreFile(folder, text));
      }
    }

    private boolean isRegular(Path file) throws IOException {
      try {
        return FileStat.of(file).type() == EntryType.FILE;
      } catch (NoSuchFileException e) {
        return false;
      }
    }

    private void add(Path path, boolean inIgnored) throws IOException {
      FileStat stat = FileStat.of(path);
      ManifestEntry old = previous == null ? null : previous.find(current).orElse(null);
      boolean isFolder = stat.type() == EntryType.DIRECTORY;
      boolean covered = inIgnored || ignore.isIgnoredItself(current, isFolder);
      if (isFolder) {
        open.push(new Folder(current, covered));
      }
      boolean tracked = (old != null && old.tracked()) || rules.index().tracks(current);
      boolean ignored = covered && !tracked;
      String target =
          stat.type() == EntryType.SYMLINK ? TreeNames.rawPath(Files.readSymbolicLink(path)) : null;
      ManifestEntry seen = entry(stat, target, null, ignored, tracked);
      boolean read = stat.type() == EntryType.FILE && mustRead(stat.size(), ignored);
      entries.add(read ? withContent(path, stat, seen, old) : seen);
    }

    /** Small ignored files are read although nothing is said of them, so that they can be kept. */
    private boolean mustRead(long size, boolean ignored) {
      boolean small = size <= ContentStore.SMALL && !rules.policy().isGenerated(current);
      return size <= rules.largest()
          && (rules.policy().watchesContent(current, ignored) || (ignored && small));
    }

    private ManifestEntry withContent(
        Path path, FileStat stat, ManifestEntry seen, @Nullable ManifestEntry old)
        throws IOException {
      if (previous != null && old != null && old.content() != null && old.sameStat(seen)) {
        long newest = Math.max(seen.mtimeNanos(), seen.ctimeNanos());
        if (newest < previous.startedNanos() - RACY_NANOS) {
          FileReader.Content kept = new FileReader.Content(old.content(), old.blob());
          return entry(stat, null, kept, seen.ignored(), seen.tracked());
        }
      }
      GitIndex.Entry inIndex = rules.index().find(current);
      FileReader.Content content = reader.read(path, stat, inIndex != null);
      boolean same = inIndex != null && inIndex.blob().equals(content.blob());
      return entry(
          stat,
          null,
          same ? content : new FileReader.Content(content.id(), null),
          seen.ignored(),
          seen.tracked());
    }

    private ManifestEntry entry(
        FileStat stat,
        @Nullable String target,
        FileReader.@Nullable Content content,
        boolean ignored,
        boolean tracked) {
      return new ManifestEntry(
          current,
          stat.type(),
          stat.mode(),
          stat.size(),
          stat.inode(),
          stat.links(),
          stat.mtime(),
          stat.ctime(),
          target,
          content == null ? null : content.id(),
          content == null ? null : content.blob(),
          ignored,
          tracked);
    }
  }

  private static long nanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }
}
