package dev.execsession.git;

import dev.execsession.file.WholeFile;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
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
   * @param flags what git was told about the file, {@link #SKIPS_WORKTREE} and its like
   */
  public record Entry(
      TreePath path, int mode, String blob, long size, long mtimeNanos, int stage, int flags) {
    /** Returns whether a sparse checkout leaves the file out. */
    public boolean skipsWorktree() {
      return (flags & SKIPS_WORKTREE) != 0;
    }
  }

  /** A sparse checkout leaves the file out, and git does not look at it. */
  public static final int SKIPS_WORKTREE = 0x4000;

  /** The file is to be added one day; its content is not staged. */
  public static final int INTENT_TO_ADD = 0x2000;

  /** Git is told to believe that the file is unchanged. */
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
   * Reads an index that is not the repository's own, as {@code git commit FILE} makes one.
   *
   * @param gitDir where the shared part of a split index lies
   */
  public static GitIndex read(Path file, Path gitDir) throws IOException {
    return new CurrentIndex(file, gitDir).read();
  }

  /**
   * Reads over the repository's index without counting its checksum, which git's own commands do
   * not count either.
   */
  static void skim(Path gitDir) throws IOException {
    new CurrentIndex(gitDir).skim();
  }

  /** Reads over the index that these bytes of {@code index} are, as {@link #skim(Path)}. */
  static void skim(byte[] bytes, Path gitDir) throws IOException {
    Content content = new Content();
    IndexReader.readUncounted(bytes, content);
    of(content, gitDir);
  }

  /** Reads the index that these bytes of {@code index} are. */
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

  /** Returns whether a part of it stands in another file. */
  boolean isSplit() {
    return split;
  }

  /** What one index file holds. */
  private static final class Content implements IndexReader.Sink {
    private static final int LINK = 0x6c696e6b; // link: this index is split
    private static final int SPARSE = 0x73646972; // sdir: folders stand for what is in them
    private static final int MTIME_AT = 8;
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

  /** Returns an entry for each path, as git orders them. */
  public Iterable<Entry> entries() {
    return entries.ofEachPath();
  }

  /** Returns the entries of open conflicts, every stage of them. */
  public List<Entry> conflicts() {
    return entries.conflicts();
  }

  public @Nullable Entry find(TreePath path) {
    return entries.find(path);
  }

  /** Returns whether the path is an entry, or a sparse entry stands for it. */
  public boolean tracks(TreePath path) {
    return entries.find(path) != null || entries.folders().stream().anyMatch(path::isWithin);
  }
}
