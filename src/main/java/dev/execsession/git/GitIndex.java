package dev.execsession.git;

import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What git's index holds, read from the file itself, versions 2 to 4; a split index and a sparse
 * one are read as what they stand for. Conflict stages count as tracked.
 */
public final class GitIndex {
  /** A folder that a sparse index keeps as one entry. */
  public static final int FOLDER_MODE = 0040000;

  /** A commit of a submodule. */
  public static final int LINK_MODE = 0160000;

  /**
   * One entry.
   *
   * @param blob 40 hexadecimal digits
   * @param mtimeNanos as far as git kept it
   * @param skipsWorktree whether a sparse checkout leaves the file out
   */
  public record Entry(
      TreePath path,
      int mode,
      String blob,
      long size,
      long mtimeNanos,
      int stage,
      boolean skipsWorktree) {}

  public static final GitIndex EMPTY = new GitIndex(new TreeMap<>());

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
  public Set<TreePath> paths() {
    return entries.keySet();
  }

  public static GitIndex read(Path gitDir) throws IOException {
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
    Content content = Content.of(file);
    NavigableMap<TreePath, Entry> entries = new TreeMap<>();
    SplitIndex split = content.split;
    if (split != null) {
      Path shared = gitDir.resolve("sharedindex." + split.sharedId());
      List<Entry> base = Content.of(shared).entries;
      split.merge(base, content.entries).forEach(entry -> entries.put(entry.path(), entry));
    } else {
      content.entries.forEach(entry -> entries.put(entry.path(), entry));
    }
    return new GitIndex(entries);
  }

  /** What one index file holds. */
  private static final class Content implements IndexReader.Sink {
    private static final int LINK = 0x6c696e6b; // link: this index is split
    private static final int SPARSE = 0x73646972; // sdir: folders stand for what is in them
    private static final int MTIME_AT = 8;
    private static final int MODE_AT = 24;
    private static final int SIZE_AT = 36;
    private static final int FLAGS_AT = IndexReader.FIXED_LENGTH - 2;
    private static final int SKIPS_WORKTREE = 0x4000;

    private final List<Entry> entries = new ArrayList<>();
    private @Nullable SplitIndex split;

    static Content of(Path file) throws IOException {
      Content content = new Content();
      IndexReader.read(Files.readAllBytes(file), content);
      return content;
    }

    @Override
    public void entry(ByteBuffer fixed, String name) {
      byte[] id = new byte[IndexReader.ID_LENGTH];
      fixed.get(IndexReader.STAT_LENGTH, id);
      boolean extended = fixed.remaining() > IndexReader.FIXED_LENGTH;
      int more = extended ? fixed.getShort(IndexReader.FIXED_LENGTH) : 0;
      String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
      entries.add(
          new Entry(
              new TreePath(path),
              fixed.getInt(MODE_AT),
              HexFormat.of().formatHex(id),
              Integer.toUnsignedLong(fixed.getInt(SIZE_AT)),
              Integer.toUnsignedLong(fixed.getInt(MTIME_AT)) * 1_000_000_000L
                  + fixed.getInt(MTIME_AT + 4),
              (fixed.getShort(FLAGS_AT) >> 12) & 3,
              (more & SKIPS_WORKTREE) != 0));
    }

    @Override
    public void extension(int kind, ByteBuffer body) throws IOException {
      if (kind == LINK) {
        split = SplitIndex.read(body);
      } else if (kind >>> 24 > 'Z' && kind != SPARSE) {
        throw new IOException("the index needs an extension that is not known here");
      }
    }
  }

  public Iterable<Entry> entries() {
    return entries.values();
  }

  public @Nullable Entry find(TreePath path) {
    return entries.get(path);
  }

  /** Tells whether the path is an entry, or a sparse entry stands for it. */
  public boolean tracks(TreePath path) {
    return entries.containsKey(path) || folders.stream().anyMatch(path::isWithin);
  }
}
