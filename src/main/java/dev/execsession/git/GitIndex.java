package dev.execsession.git;

import dev.execsession.file.FileStat;
import dev.execsession.file.WholeFile;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Git's index, versions 2 to 4, read from the file itself. Split and sparse indexes are expanded;
 * conflict stages count as tracked.
 */
public final class GitIndex {
  /** A folder that a sparse index keeps as one entry. */
  public static final int FOLDER_MODE = 0040000;

  /** A submodule's commit. */
  public static final int LINK_MODE = 0160000;

  /**
   * An entry of the index.
   *
   * @param blob 40 hexadecimal digits
   * @param mtimeNanos with the precision that git stored
   * @param flags such as {@link #SKIPS_WORKTREE}
   */
  public record Entry(
      TreePath path, int mode, String blob, long size, long mtimeNanos, int stage, int flags) {
    /** Returns whether content is staged for a file or link, without conflict. */
    public boolean hasContent() {
      return stage == 0 && holdsContent(mode, flags);
    }

    /** Returns whether a sparse checkout excludes the file. */
    public boolean skipsWorktree() {
      return (flags & SKIPS_WORKTREE) != 0;
    }
  }

  /** Returns whether an entry of this mode, with these flags, has the content of a file or link. */
  static boolean holdsContent(int mode, int flags) {
    return mode != LINK_MODE && mode != FOLDER_MODE && (flags & INTENT_TO_ADD) == 0;
  }

  /** A sparse checkout excludes the file, and git does not check it. */
  public static final int SKIPS_WORKTREE = 0x4000;

  /** {@code git add -N}: the file is tracked, its content is not staged. */
  public static final int INTENT_TO_ADD = 0x2000;

  /** Git assumes that the file is unchanged. */
  public static final int ASSUMES_UNCHANGED = 0x8000;

  public static final GitIndex EMPTY = new GitIndex(new PackedEntries(), false);

  private final PackedEntries entries;
  private final boolean split;

  private GitIndex(PackedEntries entries, boolean split) {
    this.entries = entries;
    this.split = split;
  }

  public static GitIndex read(Path gitDir) throws IOException {
    return new CurrentIndex(gitDir).read();
  }

  /**
   * Reads an index other than the repository's own, such as the one that {@code git commit FILE}
   * writes.
   *
   * @param gitDir the folder of a split index's shared part
   */
  public static GitIndex read(Path file, Path gitDir) throws IOException {
    return new CurrentIndex(file, gitDir).read();
  }

  /**
   * Checks that the repository's index can be parsed, without verifying its checksum; git's own
   * commands do not verify it either.
   */
  static void skim(Path gitDir) throws IOException {
    new CurrentIndex(gitDir).skim();
  }

  /** Checks that the bytes of an index can be parsed, as {@link #skim(Path)}. */
  static void skim(byte[] bytes, Path gitDir) throws IOException {
    Content content = new Content();
    IndexReader.readUncounted(bytes, content);
    of(content, gitDir);
  }

  /** Parses the bytes of an index. */
  static GitIndex of(byte[] bytes, Path gitDir) throws IOException {
    return of(Content.of(bytes), gitDir);
  }

  private static GitIndex of(Content content, Path gitDir) throws IOException {
    SplitIndex split = content.split;
    if (split == null) {
      content.entries.check();
      return new GitIndex(content.entries, false);
    }
    Path shared = gitDir.resolve("sharedindex." + split.sharedId());
    PackedEntries base = Content.of(WholeFile.read(shared, WholeFile.LARGE)).entries;
    PackedEntries merged = new PackedEntries();
    split.merge(base.list(), content.entries.list()).stream()
        .sorted(Comparator.comparing(PackedEntries::name))
        .forEach(merged::add);
    merged.check();
    return new GitIndex(merged, true);
  }

  /** Returns whether some of its entries are in another file. */
  public boolean isSplit() {
    return split;
  }

  private static final class Content implements IndexReader.Sink {
    private static final int LINK = 0x6c696e6b; // link: a split index
    private static final int SPARSE = 0x73646972; // sdir: a sparse index
    private static final int MTIME_AT = 8;
    private static final int INODE_AT = 20;
    private static final int MODE_AT = 24;
    private static final int SIZE_AT = 36;
    private static final int FLAGS_AT = IndexReader.FIXED_LENGTH - 2;

    private final PackedEntries entries = new PackedEntries();
    private @Nullable SplitIndex split;

    static Content of(byte[] bytes) throws IOException {
      Content content = new Content();
      IndexReader.read(bytes, content);
      return content;
    }

    @Override
    public void expects(int count, int bytes) {
      entries.reserve(count, bytes);
    }

    @Override
    public void entry(ByteBuffer fixed, String name) {
      boolean extended = fixed.remaining() > IndexReader.FIXED_LENGTH;
      int more = extended ? fixed.getShort(IndexReader.FIXED_LENGTH) : 0;
      entries.add(
          name,
          fixed.getInt(MODE_AT),
          fixed.slice(IndexReader.STAT_LENGTH, IndexReader.ID_LENGTH),
          fixed.getInt(SIZE_AT),
          Integer.toUnsignedLong(fixed.getInt(MTIME_AT)) * 1_000_000_000L
              + fixed.getInt(MTIME_AT + 4),
          (fixed.getShort(FLAGS_AT) >> 12) & 3,
          (fixed.getShort(FLAGS_AT) & ASSUMES_UNCHANGED)
              | (more & (SKIPS_WORKTREE | INTENT_TO_ADD)));
      entries.identify(
          fixed.getInt(INODE_AT),
          Integer.toUnsignedLong(fixed.getInt(0)) * 1_000_000_000L + fixed.getInt(4));
    }

    @Override
    public void extension(int kind, ByteBuffer body) throws IOException {
      if (kind == LINK) {
        split = SplitIndex.read(body);
      } else if (kind >>> 24 > 'Z' && kind != SPARSE) {
        throw new IOException("the index requires an unknown extension");
      }
    }
  }

  /** Returns the number of entries, a path in conflict counts once for each stage. */
  public int size() {
    return entries.size();
  }

  PackedEntries packed() {
    return entries;
  }

  /** Returns the entry at a position. */
  public Entry get(int position) {
    return entries.get(position);
  }

  /**
   * Returns the position of a path's last stage; -1 if there is none.
   *
   * @param after a position that the path probably follows
   */
  public int position(TreePath path, int after) {
    return entries.position(path.toBytes(), after);
  }

  /** Returns whether the next entry is another stage of the same conflict. */
  public boolean isFollowedByStage(int position) {
    return position + 1 < entries.size()
        && entries.stage(position + 1) > 0
        && entries.name(position).equals(entries.name(position + 1));
  }

  /** Copies the 20 bytes of an entry's id. */
  public void copyId(int position, byte[] to, int at) {
    entries.copyId(position, to, at);
  }

  /** Returns whether an entry has the id in these 20 bytes. */
  public boolean hasId(int position, byte[] bytes, int at) {
    return entries.hasId(position, bytes, at);
  }

  /**
   * Returns whether an entry, without conflict or flag, describes a regular file of this status in
   * all that git keeps.
   */
  public boolean describes(int position, FileStat stat) {
    return entries.stage(position) == 0
        && entries.flags(position) == 0
        && entries.describes(position, stat);
  }

  /** Returns one entry per path, in git's order. */
  public Iterable<Entry> entries() {
    return entries.ofEachPath();
  }

  /** Returns every stage of the unresolved conflicts. */
  public List<Entry> conflicts() {
    return entries.conflicts();
  }

  public @Nullable Entry find(TreePath path) {
    return entries.find(path);
  }

  /** Returns whether the path is an entry, or is in a folder that a sparse index keeps as one. */
  public boolean tracks(TreePath path) {
    return entries.find(path) != null || entries.folders().stream().anyMatch(path::isWithin);
  }
}
