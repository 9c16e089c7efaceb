package dev.execsession.git;

import dev.execsession.file.EntryType;
import dev.execsession.file.FileStat;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of an index in two arrays, about a hundred bytes each, in git's order: by the bytes
 * of their names, a sparse folder's ending with {@code /}, then by stage.
 */
final class PackedEntries {
  private static final int MODE = 0;
  private static final int ID = 4;
  private static final int SIZE = 24;
  private static final int MTIME = 28;
  private static final int NAME_END = 36;
  private static final int FLAGS = 40;
  private static final int STAGE = 42;
  private static final int INODE = 43;
  private static final int CTIME = 47;
  private static final int RECORD = 55;

  private byte[] records = new byte[64 * RECORD];
  private byte[] names = new byte[4096];
  private int size;
  private int end;
  private final List<TreePath> folders = new ArrayList<>();

  /** Reserves capacity. */
  void reserve(int entries, int bytes) {
    records = Arrays.copyOf(records, Math.max(records.length, entries * RECORD));
    names = Arrays.copyOf(names, Math.max(names.length, bytes));
  }

  void add(GitIndex.Entry entry) {
    add(
        name(entry),
        entry.mode(),
        ByteBuffer.wrap(HexFormat.of().parseHex(entry.blob())),
        (int) entry.size(),
        entry.mtimeNanos(),
        entry.stage(),
        entry.flags());
  }

  /** Returns an entry's raw name as the index file spells it. */
  static String name(GitIndex.Entry entry) {
    String raw = entry.path().raw();
    return entry.mode() == GitIndex.FOLDER_MODE && !raw.isEmpty() ? raw + "/" : raw;
  }

  /**
   * Adds an entry.
   *
   * @throws IllegalArgumentException when git would not write such a name
   */
  void add(String name, int mode, ByteBuffer id, int fileSize, long mtime, int stage, int flags) {
    boolean folder = name.endsWith("/");
    if (name.startsWith("/")
        || name.contains("//")
        || (folder != (mode == GitIndex.FOLDER_MODE) && !name.isEmpty())) {
      throw new IllegalArgumentException("not a name in an index: " + name);
    }
    if ((size + 1) * RECORD > records.length) {
      records = Arrays.copyOf(records, records.length * 2);
    }
    if (end + name.length() > names.length) {
      names = Arrays.copyOf(names, Math.max(names.length * 2, end + name.length()));
    }
    System.arraycopy(name.getBytes(StandardCharsets.ISO_8859_1), 0, names, end, name.length());
    end += name.length();
    int at = size * RECORD;
    ByteBuffer record = ByteBuffer.wrap(records);
    record.putInt(at + MODE, mode);
    id.get(0, records, at + ID, IndexReader.ID_LENGTH);
    record.putInt(at + SIZE, fileSize);
    record.putLong(at + MTIME, mtime);
    record.putInt(at + NAME_END, end);
    record.putShort(at + FLAGS, (short) flags);
    records[at + STAGE] = (byte) stage;
    record.putInt(at + INODE, 0);
    record.putLong(at + CTIME, 0);
    size++;
    if (mode == GitIndex.FOLDER_MODE) {
      folders.add(get(size - 1).path());
    }
  }

  /** Adds to the last entry what identifies the file besides size and modification time. */
  void identify(int inode, long ctime) {
    ByteBuffer record = ByteBuffer.wrap(records);
    record.putInt((size - 1) * RECORD + INODE, inode);
    record.putLong((size - 1) * RECORD + CTIME, ctime);
  }

  /**
   * Checks that every entry has a name and that the names are in order, as {@link #find} requires.
   *
   * @throws IOException when they are not; git writes no such index
   */
  void check() throws IOException {
    if (size > 0 && nameEnd(0) == 0) {
      throw new IOException("the index is damaged: an entry has no name");
    }
    for (int i = 1; i < size; i++) {
      if (compare(i - 1, names, start(i), nameEnd(i)) > 0) {
        throw new IOException("the index is damaged: its entries are not in order");
      }
    }
  }

  List<GitIndex.Entry> list() {
    return IntStream.range(0, size).mapToObj(this::get).toList();
  }

  /** Returns the last stage of each path. */
  Iterable<GitIndex.Entry> ofEachPath() {
    return () ->
        IntStream.range(0, size)
            .filter(i -> i == size - 1 || compare(i, names, start(i + 1), nameEnd(i + 1)) != 0)
            .mapToObj(this::get)
            .iterator();
  }

  List<GitIndex.Entry> conflicts() {
    return IntStream.range(0, size)
        .filter(i -> records[i * RECORD + STAGE] > 0)
        .mapToObj(this::get)
        .toList();
  }

  /** Returns the sparse folders. */
  List<TreePath> folders() {
    return folders;
  }

  /** Returns the last stage at the path; null if there is none. */
  GitIndex.@Nullable Entry find(TreePath path) {
    GitIndex.Entry found = find(path.toBytes());
    return found == null && !folders.isEmpty()
        ? find((path.raw() + "/").getBytes(StandardCharsets.ISO_8859_1))
        : found;
  }

  private GitIndex.@Nullable Entry find(byte[] name) {
    int found = position(name, -1);
    return found < 0 ? null : get(found);
  }

  /**
   * Returns the position of a path's last stage; -1 if there is none.
   *
   * @param after a position that the path probably follows, as the next file of a folder does
   */
  int position(byte[] name, int after) {
    int next = after + 1;
    if (next > 0
        && next < size
        && compare(next, name, 0, name.length) == 0
        && (next + 1 == size || compare(next + 1, name, 0, name.length) != 0)) {
      return next;
    }
    int low = 0;
    int high = size - 1;
    int found = -1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(middle, name, 0, name.length);
      found = order == 0 ? middle : found;
      if (order <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return found;
  }

  int size() {
    return size;
  }

  int stage(int index) {
    return records[index * RECORD + STAGE];
  }

  int flags(int index) {
    return Short.toUnsignedInt(ByteBuffer.wrap(records).getShort(index * RECORD + FLAGS));
  }

  /** Returns the raw name as the index file spells it. */
  String name(int index) {
    int start = start(index);
    return new String(names, start, nameEnd(index) - start, StandardCharsets.ISO_8859_1);
  }

  /** Returns whether a name begins with a prefix. */
  boolean startsWith(int index, byte[] prefix) {
    int start = start(index);
    int end = Math.min(nameEnd(index), start + prefix.length);
    return Arrays.equals(names, start, end, prefix, 0, prefix.length);
  }

  /** Returns whether there is a folder in the rest of a name. */
  boolean hasSlash(int index, int from) {
    // The last slash of a sparse folder is its end.
    for (int i = start(index) + from; i < nameEnd(index) - 1; i++) {
      if (names[i] == '/') {
        return true;
      }
    }
    return false;
  }

  boolean hasId(int index, byte[] bytes, int at) {
    int own = index * RECORD + ID;
    int length = IndexReader.ID_LENGTH;
    return Arrays.equals(records, own, own + length, bytes, at, at + length);
  }

  /** Copies an entry's id. */
  void copyId(int index, byte[] to, int at) {
    System.arraycopy(records, index * RECORD + ID, to, at, IndexReader.ID_LENGTH);
  }

  /**
   * Returns whether an entry describes a regular file of this status, in all fields that the index
   * keeps.
   */
  boolean describes(int index, FileStat stat) {
    ByteBuffer record = ByteBuffer.wrap(records);
    int at = index * RECORD;
    int mode = record.getInt(at + MODE);
    return (mode & 0170000) == 0100000
        && stat.type() == EntryType.FILE
        && (mode & 0100) == (stat.mode() & 0100)
        && record.getInt(at + SIZE) == (int) stat.size()
        && record.getInt(at + INODE) == (int) stat.inode()
        && record.getLong(at + MTIME) == stored(stat.mtime())
        && record.getLong(at + CTIME) == stored(stat.ctime());
  }

  /** Returns a time as the index stores it, in 32 bits for the seconds. */
  private static long stored(long nanos) {
    long seconds = Math.floorDiv(nanos, 1_000_000_000L);
    return (seconds & 0xffffffffL) * 1_000_000_000L + Math.floorMod(nanos, 1_000_000_000L);
  }

  private int compare(int index, byte[] other, int from, int to) {
    return Arrays.compareUnsigned(names, start(index), nameEnd(index), other, from, to);
  }

  private int start(int index) {
    return index == 0 ? 0 : nameEnd(index - 1);
  }

  private int nameEnd(int index) {
    return integer(index * RECORD + NAME_END);
  }

  int mode(int index) {
    return integer(index * RECORD + MODE);
  }

  private int integer(int at) {
    return (records[at] << 24)
        | (records[at + 1] & 0xff) << 16
        | (records[at + 2] & 0xff) << 8
        | (records[at + 3] & 0xff);
  }

  GitIndex.Entry get(int index) {
    int at = index * RECORD;
    ByteBuffer record = ByteBuffer.wrap(records);
    int start = start(index);
    int nameEnd = nameEnd(index);
    boolean slash = nameEnd > start && names[nameEnd - 1] == '/';
    int length = nameEnd - start - (slash ? 1 : 0);
    return new GitIndex.Entry(
        new TreePath(new String(names, start, length, StandardCharsets.ISO_8859_1)),
        mode(index),
        HexFormat.of().formatHex(records, at + ID, at + ID + IndexReader.ID_LENGTH),
        Integer.toUnsignedLong(record.getInt(at + SIZE)),
        record.getLong(at + MTIME),
        records[at + STAGE],
        Short.toUnsignedInt(record.getShort(at + FLAGS)));
  }
}
