package dev.execsession.worktree;

import dev.execsession.file.Digests;
import dev.execsession.file.EntryType;
import dev.execsession.file.TreeNames;
import dev.execsession.file.WholeFile;
import dev.execsession.git.GitIndex;
import dev.execsession.git.GitObjects;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds uncommitted files without running a filter: compares raw bytes with the index; if they
 * differ, compares size and time as git last recorded them, or the bytes with {@code \n} line ends.
 */
final class DirtyReader {
  /** Longer than any text that is edited by hand. */
  private static final long MOST_TEXT = 16 << 20;

  private final GitIndex index;
  private final Manifest manifest;
  private final TreeNames names;

  private DirtyReader(GitIndex index, Manifest manifest, TreeNames names) {
    this.index = index;
    this.manifest = manifest;
    this.names = names;
  }

  static DirtyState read(
      GitObjects objects, GitIndex index, Observation observation, TreeNames names)
      throws IOException {
    DirtyReader reader = new DirtyReader(index, observation.manifest(), names);
    String head = observation.refs().headCommit();
    return new DirtyState(staged(objects, index, head), reader.unstaged(), reader.untracked());
  }

  /**
   * Returns the paths in which the index differs from a commit's tree; a null commit counts as an
   * empty tree.
   */
  static List<TreePath> staged(GitObjects objects, GitIndex index, @Nullable String head)
      throws IOException {
    Staged staged = new Staged(index.entries().iterator());
    if (head != null) {
      objects.visit(head, staged);
    }
    return staged.rest();
  }

  private static final class Staged implements GitObjects.Visitor {
    private final Iterator<GitIndex.Entry> entries;
    private final TreeSet<TreePath> paths = new TreeSet<>();
    private GitIndex.@Nullable Entry next;

    Staged(Iterator<GitIndex.Entry> entries) {
      this.entries = entries;
      advance();
    }

    private void advance() {
      next = entries.hasNext() ? entries.next() : null;
    }

    @Override
    public void visit(TreePath path, GitObjects.TreeItem item) {
      while (next != null && isBefore(next, path)) {
        addNew(next);
        advance();
      }
      if (next == null || !next.path().equals(path)) {
        // A sparse folder covers everything in it.
        if (next == null || !isFolder(next) || !path.isWithin(next.path())) {
          paths.add(path);
        }
        return;
      }
      if (item.mode() != next.mode() || !item.id().equals(next.blob()) || next.stage() != 0) {
        paths.add(path);
      }
      advance();
    }

    private static boolean isBefore(GitIndex.Entry entry, TreePath path) {
      return isFolder(entry)
          ? !path.isWithin(entry.path()) && (entry.path().raw() + "/").compareTo(path.raw()) < 0
          : entry.path().compareTo(path) < 0;
    }

    private static boolean isFolder(GitIndex.Entry entry) {
      return entry.mode() == GitIndex.FOLDER_MODE;
    }

    private void addNew(GitIndex.Entry entry) {
      if (!isFolder(entry)) {
        paths.add(entry.path());
      }
    }

    List<TreePath> rest() {
      for (; next != null; advance()) {
        addNew(next);
      }
      return List.copyOf(paths);
    }
  }

  private List<TreePath> unstaged() throws IOException {
    List<TreePath> paths = new ArrayList<>();
    for (GitIndex.Entry entry : index.entries()) {
      ManifestEntry found = manifest.find(entry.path()).orElse(null);
      boolean skipped = found == null && entry.skipsWorktree();
      if (!skipped && entry.mode() != GitIndex.FOLDER_MODE && !isClean(entry, found)) {
        paths.add(entry.path());
      }
    }
    return paths;
  }

  private boolean isClean(GitIndex.Entry entry, @Nullable ManifestEntry found) throws IOException {
    if (found == null) {
      return false;
    }
    if (entry.mode() == GitIndex.LINK_MODE) {
      return found.type() == EntryType.DIRECTORY;
    }
    boolean isLink = entry.mode() == 0120000;
    if (found.type() != (isLink ? EntryType.SYMLINK : EntryType.FILE)) {
      return false;
    }
    if (isLink) {
      String target = found.linkTarget() == null ? "" : found.linkTarget();
      return blobId(target.getBytes(StandardCharsets.ISO_8859_1)).equals(entry.blob());
    }
    if (((found.mode() & 0100) != 0) != ((entry.mode() & 0100) != 0)) {
      return false;
    }
    if (entry.blob().equals(found.blob())) {
      return true;
    }
    boolean asGitSawIt =
        found.mtimeNanos() == entry.mtimeNanos() && (int) found.size() == (int) entry.size();
    return asGitSawIt || (found.size() <= MOST_TEXT && equalWithLineFeeds(entry));
  }

  /** A file checked out with {@code \r\n} is committed with {@code \n}. */
  private boolean equalWithLineFeeds(GitIndex.Entry entry) throws IOException {
    String text =
        new String(
            WholeFile.read(names.toPath(entry.path()), WholeFile.SMALL),
            StandardCharsets.ISO_8859_1);
    return text.contains("\r\n")
        && blobId(text.replace("\r\n", "\n").getBytes(StandardCharsets.ISO_8859_1))
            .equals(entry.blob());
  }

  private static String blobId(byte[] bytes) {
    MessageDigest digest = Digests.gitBlob(bytes.length);
    return HexFormat.of().formatHex(digest.digest(bytes));
  }

  private List<TreePath> untracked() {
    List<TreePath> paths = new ArrayList<>();
    for (ManifestEntry entry : manifest.entries()) {
      if (entry.type() != EntryType.DIRECTORY
          && !entry.tracked()
          && !entry.ignored()
          && !isInner(entry.path())) {
        paths.add(entry.path());
      }
    }
    Collections.sort(paths);
    return paths;
  }

  /**
   * Returns whether a path belongs to a submodule, or to the {@code .git} of a nested repository.
   */
  private boolean isInner(TreePath path) {
    if (path.raw().contains("/.git/")) {
      return true;
    }
    for (TreePath folder = path.parent(); !folder.raw().isEmpty(); folder = folder.parent()) {
      GitIndex.Entry entry = index.find(folder);
      if (entry != null && entry.mode() == GitIndex.LINK_MODE) {
        return true;
      }
    }
    return false;
  }
}
