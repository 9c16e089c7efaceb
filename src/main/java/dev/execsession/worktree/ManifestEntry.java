package dev.execsession.worktree;

import dev.execsession.file.ContentId;
import dev.execsession.file.Digests;
import dev.execsession.file.EntryType;
import dev.execsession.file.FileReader;
import dev.execsession.file.FileStat;
import dev.execsession.text.TreePath;
import org.jspecify.annotations.Nullable;

/**
 * One name in the worktree at the time of a scan.
 *
 * @param owner whose it is; null if that is not known
 * @param mode permission and type bits as returned by {@code lstat}
 * @param mtimeNanos when the content last changed, in nanoseconds since 1970
 * @param ctimeNanos when the content or metadata last changed
 * @param linkTarget a link's text, one char per byte
 * @param content the digest of a regular file that was read
 * @param blob the id that git gives to the same bytes, 40 hexadecimal digits; without {@code
 *     content}, git's index had it for the file, which was not read. Null together with {@code
 *     content} if only size and timestamps are compared.
 * @param ignored whether the baseline's ignore rules cover it and the index does not hold it
 * @param tracked whether the index holds it
 */
public record ManifestEntry(
    TreePath path,
    EntryType type,
    int mode,
    @Nullable Owner owner,
    long size,
    long inode,
    int links,
    long mtimeNanos,
    long ctimeNanos,
    @Nullable String linkTarget,
    @Nullable ContentId content,
    @Nullable String blob,
    boolean ignored,
    boolean tracked) {

  /** Returns a name's entry without content; {@code target} is a link's text. */
  static ManifestEntry of(
      TreePath path,
      FileStat stat,
      @Nullable Owner owner,
      @Nullable String target,
      boolean ignored,
      boolean tracked) {
    return new ManifestEntry(
        path,
        stat.type(),
        stat.mode(),
        owner,
        stat.size(),
        stat.inode(),
        stat.links(),
        stat.mtime(),
        stat.ctime(),
        target,
        null,
        null,
        ignored,
        tracked);
  }

  /** Returns the entry with its content. */
  ManifestEntry with(FileReader.Content read) {
    return new ManifestEntry(
        path,
        type,
        mode,
        owner,
        size,
        inode,
        links,
        mtimeNanos,
        ctimeNanos,
        linkTarget,
        read.id(),
        read.blob(),
        ignored,
        tracked);
  }

  /** Returns a folder of which only the path is known. */
  static ManifestEntry folder(TreePath path) {
    return new ManifestEntry(
        path, EntryType.DIRECTORY, 040755, null, 0, 0, 1, 0, 0, null, null, null, false, false);
  }

  /** Returns whether size, timestamps and inode equal those of another scan. */
  boolean sameStat(ManifestEntry other) {
    return type == other.type
        && size == other.size
        && inode == other.inode
        && mtimeNanos == other.mtimeNanos
        && ctimeNanos == other.ctimeNanos;
  }

  /** Returns whether type, mode, owner and content are equal; ignores timestamps. */
  public boolean sameAs(ManifestEntry other) {
    return type == other.type && mode == other.mode && sameOwner(other) && sameContent(other);
  }

  /** Returns whether both belong to the same user and group, as far as it is known. */
  boolean sameOwner(ManifestEntry other) {
    return owner == null || other.owner == null || owner.equals(other.owner);
  }

  /** Returns whether an id of the bytes is known. */
  public boolean isKnown() {
    return content != null || blob != null;
  }

  /** Returns whether these are its bytes. */
  public boolean holds(byte[] bytes) {
    return content != null
        ? ContentId.of(bytes).equals(content)
        : (blob != null && Digests.blobId(bytes).equals(blob));
  }

  /** Returns whether an id of one kind shows that the bytes are equal. */
  boolean sameBytes(ManifestEntry other) {
    return (content != null && other.content != null)
        ? content.equals(other.content)
        : (blob != null && blob.equals(other.blob));
  }

  /**
   * Returns whether git sees no difference in type, content and whether a file may be executed;
   * null is nothing.
   */
  public static boolean areSameForGit(@Nullable ManifestEntry one, @Nullable ManifestEntry other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.sameContent(other)
        && (one.type != EntryType.FILE || one.isExecutable() == other.isExecutable());
  }

  boolean isExecutable() {
    return (mode & 0100) != 0;
  }

  /**
   * Returns whether the entries differ at most in their mode. Unread content is compared by size
   * and timestamps.
   */
  boolean sameContent(ManifestEntry other) {
    if (type != other.type) {
      return false;
    }
    return switch (type) {
      case DIRECTORY, OTHER -> true;
      case SYMLINK -> linkTarget != null && linkTarget.equals(other.linkTarget);
      case FILE ->
          ((content != null && other.content != null) || (blob != null && other.blob != null))
              ? sameBytes(other)
              : sameStat(other);
    };
  }
}
