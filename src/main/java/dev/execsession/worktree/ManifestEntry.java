package dev.execsession.worktree;

import dev.execsession.file.ContentId;
import dev.execsession.file.EntryType;
import dev.execsession.text.TreePath;
import org.jspecify.annotations.Nullable;

/**
 * One name in the worktree as it was seen.
 *
 * @param mode permission and type bits as {@code lstat} gives them
 * @param mtimeNanos when the content last changed, nanoseconds since 1970
 * @param ctimeNanos when anything about it last changed
 * @param linkTarget a link's text, one char per byte
 * @param content the digest of a regular file's bytes; absent where only size and times are watched
 * @param blob the id under which git's index holds exactly these bytes, 40 hexadecimal digits;
 *     absent when it does not
 * @param ignored whether the baseline's ignore rules cover it and the index does not hold it
 * @param tracked whether the index holds it
 */
public record ManifestEntry(
    TreePath path,
    EntryType type,
    int mode,
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

  /** Returns whether size, times and place on the disk are the same as those of another look. */
  boolean sameStat(ManifestEntry other) {
    return type == other.type
        && size == other.size
        && inode == other.inode
        && mtimeNanos == other.mtimeNanos
        && ctimeNanos == other.ctimeNanos;
  }

  /** Returns whether the other entry holds the same: type, mode and content, not times. */
  boolean sameAs(ManifestEntry other) {
    return type == other.type && mode == other.mode && sameContent(other);
  }

  /** Returns whether nothing but the mode may differ. Unread content counts as its stat. */
  boolean sameContent(ManifestEntry other) {
    if (type != other.type) {
      return false;
    }
    return switch (type) {
      case DIRECTORY, OTHER -> true;
      case SYMLINK -> linkTarget != null && linkTarget.equals(other.linkTarget);
      case FILE ->
          (content != null && other.content != null)
              ? content.equals(other.content)
              : sameStat(other);
    };
  }
}
