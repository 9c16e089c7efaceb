package dev.execsession.worktree;

import dev.execsession.file.ContentId;
import dev.execsession.file.EntryType;
import dev.execsession.file.FileStat;
import dev.execsession.git.GitIndex;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one folder, packed into one array of about 125 bytes per name: even a large tree
 * fits into memory, and is compared and written to disk in this form. Names are sorted by their
 * bytes.
 *
 * <p>The array begins with records of equal length; the texts follow: for each record its name and,
 * for a link, the target. A record holds the end of its texts.
 */
final class Listing implements Iterable<ManifestEntry> {
  private static final int MODE = 0;
  private static final int LINKS = 4;
  private static final int SIZE = 8;
  private static final int INODE = 16;
  private static final int MTIME = 24;
  private static final int CTIME = 32;
  private static final int CONTENT = 40;
  private static final int BLOB = 72;
  private static final int BLOB_LENGTH = 20;
  private static final int NAME_END = 92;
  private static final int TARGET_END = 96;
  private static final int USER = 100;
  private static final int GROUP = 104;
  private static final int FLAGS = 108;
  private static final int RECORD = 109;

  private static final int HAS_CONTENT = 1;
  private static final int HAS_BLOB = 2;
  private static final int HAS_TARGET = 4;
  private static final int IGNORED = 8;
  private static final int TRACKED = 16;
  private static final int HAS_OWNER = 32;
  private static final int MOUNTED = 64;

  private final TreePath folder;
  private final byte[] bytes;
  private final ByteBuffer records;
  private final int size;

  private Listing(TreePath folder, byte[] bytes, int size) {
    this.folder = folder;
    this.bytes = bytes;
    this.records = ByteBuffer.wrap(bytes);
    this.size = size;
  }

  /**
   * Reads the packed form of {@link #bytes}.
   *
   * @throws IOException when it is damaged
   */
  static Listing of(TreePath folder, int size, byte[] bytes) throws IOException {
    if (size < 0 || bytes.length < (long) size * RECORD) {
      throw new IOException("a folder's listing is truncated");
    }
    Listing listing = new Listing(folder, bytes, size);
    int end = size * RECORD;
    for (int i = 0; i < size; i++) {
      int nameEnd = listing.integer(i, NAME_END);
      int targetEnd = listing.integer(i, TARGET_END);
      if (nameEnd < end || targetEnd < nameEnd || targetEnd > bytes.length) {
        throw new IOException("a folder's listing is damaged");
      }
      end = targetEnd;
    }
    return listing;
  }

  TreePath folder() {
    return folder;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  private int integer(int index, int field) {
    return records.getInt(index * RECORD + field);
  }

  private long number(int index, int field) {
    return records.getLong(index * RECORD + field);
  }

  private boolean has(int index, int flag) {
    return (bytes[index * RECORD + FLAGS] & flag) != 0;
  }

  EntryType type(int index) {
    return FileStat.type(integer(index, MODE));
  }

  boolean hasBlob(int index, String blob) {
    int at = index * RECORD + BLOB;
    return HexFormat.of().formatHex(bytes, at, at + BLOB_LENGTH).equals(blob);
  }

  /** Returns whether the bytes are those of an index's entry. */
  boolean hasBlob(int index, GitIndex source, int position) {
    return has(index, HAS_BLOB) && source.hasId(position, bytes, index * RECORD + BLOB);
  }

  boolean ignored(int index) {
    return has(index, IGNORED);
  }

  boolean tracked(int index) {
    return has(index, TRACKED);
  }

  /** Returns whether an id of the bytes is known. */
  boolean isKnown(int index) {
    return has(index, HAS_CONTENT) || has(index, HAS_BLOB);
  }

  /** Returns whether it is a symbolic link, or a file with more than one name. */
  boolean isLinked(int index) {
    EntryType type = type(index);
    return type == EntryType.SYMLINK || (type == EntryType.FILE && integer(index, LINKS) > 1);
  }

  /** Returns whether the file was not read, because git's index has its blob. */
  boolean isTrusted(int index) {
    return has(index, HAS_BLOB) && !has(index, HAS_CONTENT);
  }

  /** Returns whether two files without difference in {@link #hasMark} are still one. */
  boolean hasStat(int index, FileStat stat) {
    return integer(index, MODE) == stat.mode()
        && number(index, MTIME) == stat.mtime()
        && hasMark(index, stat.mark());
  }

  String name(int index) {
    int start = textStart(index);
    return text(start, integer(index, NAME_END));
  }

  private int textStart(int index) {
    return index == 0 ? size * RECORD : integer(index - 1, TARGET_END);
  }

  private String text(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  int find(String name) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compareName(middle, name);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** Returns the entry with the raw name; null if there is none. */
  @Nullable ManifestEntry entry(String name) {
    int place = find(name);
    return place < 0 ? null : get(place);
  }

  /** Compares a record's name with a raw one. */
  int compareName(int index, String name) {
    int start = textStart(index);
    int length = integer(index, NAME_END) - start;
    int most = Math.min(length, name.length());
    for (int i = 0; i < most; i++) {
      int order = (bytes[start + i] & 0xff) - name.charAt(i);
      if (order != 0) {
        return order;
      }
    }
    return length - name.length();
  }

  /** Returns whether a file is unchanged since the scan. */
  boolean hasMark(int index, FileStat.Mark mark) {
    return number(index, SIZE) == mark.size()
        && number(index, INODE) == mark.inode()
        && number(index, CTIME) == mark.ctime();
  }

  /** Returns when the file or its metadata last changed, in nanoseconds since 1970. */
  long newest(int index) {
    return Math.max(number(index, MTIME), number(index, CTIME));
  }

  ManifestEntry get(int index) {
    int at = index * RECORD;
    int mode = integer(index, MODE);
    int nameEnd = integer(index, NAME_END);
    return new ManifestEntry(
        folder.child(name(index)),
        FileStat.type(mode),
        mode,
        has(index, HAS_OWNER)
            ? new Owner(integer(index, USER), integer(index, GROUP), has(index, MOUNTED))
            : null,
        number(index, SIZE),
        number(index, INODE),
        integer(index, LINKS),
        number(index, MTIME),
        number(index, CTIME),
        has(index, HAS_TARGET) ? text(nameEnd, integer(index, TARGET_END)) : null,
        has(index, HAS_CONTENT)
            ? new ContentId(
                number(index, CONTENT),
                number(index, CONTENT + 8),
                number(index, CONTENT + 16),
                number(index, CONTENT + 24))
            : null,
        has(index, HAS_BLOB)
            ? HexFormat.of().formatHex(bytes, at + BLOB, at + BLOB + BLOB_LENGTH)
            : null,
        has(index, IGNORED),
        has(index, TRACKED));
  }

  @Override
  public Iterator<ManifestEntry> iterator() {
    return IntStream.range(0, size).mapToObj(this::get).iterator();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Listing that
        && folder.equals(that.folder)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return folder + ": " + size;
  }

  /** Builds a listing. Names are added in order; digests may follow later. */
  static final class Builder {
    private final TreePath folder;
    private final int size;
    private final ByteBuffer records;
    private byte[] texts;
    private int end;
    private int next;

    Builder(TreePath folder, List<String> names) {
      this.folder = folder;
      this.size = names.size();
      this.records = ByteBuffer.allocate(size * RECORD);
      this.texts = new byte[names.stream().mapToInt(String::length).sum()];
    }

    /** Adds an entry and returns its index. */
    int add(ManifestEntry entry) {
      int at = next * RECORD;
      records.putInt(at + MODE, entry.mode());
      records.putInt(at + LINKS, entry.links());
      records.putLong(at + SIZE, entry.size());
      records.putLong(at + INODE, entry.inode());
      records.putLong(at + MTIME, entry.mtimeNanos());
      records.putLong(at + CTIME, entry.ctimeNanos());
      String target = entry.linkTarget();
      Owner owner = entry.owner();
      if (owner != null) {
        records.putInt(at + USER, owner.user());
        records.putInt(at + GROUP, owner.group());
      }
      records.put(
          at + FLAGS,
          (byte)
              ((target == null ? 0 : HAS_TARGET)
                  | (entry.ignored() ? IGNORED : 0)
                  | (entry.tracked() ? TRACKED : 0)
                  | (owner == null ? 0 : HAS_OWNER)
                  | (owner != null && owner.mounted() ? MOUNTED : 0)));
      if (entry.content() != null) {
        setContent(next, entry.content());
      }
      if (entry.blob() != null) {
        setBlob(next, entry.blob());
      }
      texts(entry.path().name(), target == null ? "" : target);
      return next - 1;
    }

    /** Adds a record of an earlier listing unchanged. */
    void keep(Listing old, int index) {
      records.put(next * RECORD, old.bytes, index * RECORD, RECORD);
      texts(
          old.name(index), old.text(old.integer(index, NAME_END), old.integer(index, TARGET_END)));
    }

    private void texts(String name, String target) {
      records.putInt(next * RECORD + NAME_END, size * RECORD + text(name));
      records.putInt(next * RECORD + TARGET_END, size * RECORD + text(target));
      next++;
    }

    private int text(String raw) {
      if (end + raw.length() > texts.length) {
        texts = Arrays.copyOf(texts, end + raw.length());
      }
      System.arraycopy(raw.getBytes(StandardCharsets.ISO_8859_1), 0, texts, end, raw.length());
      end += raw.length();
      return end;
    }

    /** Returns the raw name of a record. */
    String name(int index) {
      int start =
          index == 0 ? 0 : records.getInt((index - 1) * RECORD + TARGET_END) - size * RECORD;
      int length = records.getInt(index * RECORD + NAME_END) - size * RECORD - start;
      return new String(texts, start, length, StandardCharsets.ISO_8859_1);
    }

    /** Returns the result of {@code lstat} for a record, without the owner. */
    FileStat stat(int index) {
      int at = index * RECORD;
      int mode = records.getInt(at + MODE);
      return new FileStat(
          FileStat.type(mode),
          mode,
          records.getLong(at + SIZE),
          records.getLong(at + INODE),
          records.getInt(at + LINKS),
          FileStat.Owner.UNKNOWN,
          records.getLong(at + MTIME),
          records.getLong(at + CTIME));
    }

    void setContent(int index, ContentId content) {
      int at = index * RECORD;
      records.putLong(at + CONTENT, content.first());
      records.putLong(at + CONTENT + 8, content.second());
      records.putLong(at + CONTENT + 16, content.third());
      records.putLong(at + CONTENT + 24, content.fourth());
      records.put(at + FLAGS, (byte) (records.get(at + FLAGS) | HAS_CONTENT));
    }

    void setBlob(int index, String blob) {
      System.arraycopy(
          HexFormat.of().parseHex(blob), 0, blobs(index), index * RECORD + BLOB, BLOB_LENGTH);
    }

    /** Sets the blob from the entry of an index. */
    void setBlob(int index, GitIndex source, int position) {
      source.copyId(position, blobs(index), index * RECORD + BLOB);
    }

    private byte[] blobs(int index) {
      int at = index * RECORD + FLAGS;
      records.put(at, (byte) (records.get(at) | HAS_BLOB));
      return records.array();
    }

    /** Returns the listing, or the old one if they are equal. */
    Listing build(@Nullable Listing old) {
      byte[] packed = Arrays.copyOf(records.array(), size * RECORD + end);
      System.arraycopy(texts, 0, packed, size * RECORD, end);
      Listing made = new Listing(folder, packed, size);
      return old != null && made.equals(old) ? old : made;
    }
  }
}
