package dev.execsession.worktree;

import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What git's index holds, read from the file itself, versions 2 to 4; a split index and a sparse
 * one are read as what they stand for. Conflict stages count as tracked.
 */
final class GitIndex {
  /** A folder that a sparse index keeps as one entry. */
  static final int FOLDER_MODE = 0040000;

  /** A commit of a submodule. */
  static final int LINK_MODE = 0160000;

  /**
   * One entry.
   *
   * @param blob 40 hexadecimal digits
   * @param mtimeNanos as far as git kept it
   * @param skipsWorktree whether a sparse checkout leaves the file out
   */
  record Entry(
      TreePath path,
      int mode,
      String blob,
      long size,
      long mtimeNanos,
      int stage,
      boolean skipsWorktree) {}

  static final GitIndex EMPTY = new GitIndex(new TreeMap<>());

  private final NavigableMap<TreePath, Entry> entries;
  private final List<TreePath> folders;

  private GitIndex(NavigableMap<TreePath, Entry> entries) {
    this.entries = entries;
    this.folders =
        entries.values().stream()
            .filter(entry -> entry.mode() == FOLDER_MODE)
            .map(Entry::path)
            .toList();
  }

  /** Gives the paths of all entries. */
  Set<TreePath> paths() {
    return entries.keySet();
  }

  static GitIndex read(Path gitDir) throws IOException {
    Path file = gitDir.resolve("index");
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return EMPTY;
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("the index is not a regular file");
    }
    return read(file, gitDir);
  }

  private static GitIndex read(Path file, Path gitDir) throws IOException {
    IndexReader reader = new IndexReader(Files.readAllBytes(file));
    List<Entry> own = reader.entries();
    NavigableMap<TreePath, Entry> entries = new TreeMap<>();
    SplitIndex split = reader.split();
    if (split != null) {
      Path shared = gitDir.resolve("sharedindex." + split.sharedId());
      List<Entry> base = new IndexReader(Files.readAllBytes(shared)).entries();
      split.merge(base, own).forEach(entry -> entries.put(entry.path(), entry));
    } else {
      own.forEach(entry -> entries.put(entry.path(), entry));
    }
    return new GitIndex(entries);
  }

  Iterable<Entry> entries() {
    return entries.values();
  }

  @Nullable Entry find(TreePath path) {
    return entries.get(path);
  }

  /** Tells whether the path is an entry, or a sparse entry stands for it. */
  boolean tracks(TreePath path) {
    return entries.containsKey(path) || folders.stream().anyMatch(path::isWithin);
  }
}
