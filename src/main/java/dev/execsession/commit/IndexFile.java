package dev.execsession.commit;

import dev.execsession.git.GitObjects;
import dev.execsession.git.IndexReader;
import dev.execsession.text.TreePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One index file with every byte of its entries, so that some can be replaced and the others stay;
 * the form is git's gitformat-index. Extensions that only cache what git can find out again are
 * left out when it is written, as they would be wrong.
 */
final class IndexFile {
  private static final int ID_LENGTH = IndexReader.ID_LENGTH;
  private static final int STAT_LENGTH = IndexReader.STAT_LENGTH;
  private static final int FIXED_LENGTH = IndexReader.FIXED_LENGTH;
  private static final int RESOLVED = 0x52455543; // REUC: what conflicts there were
  private static final int UNTRACKED = 0x554e5452; // UNTR
  private static final int MODE_AT = 24;
  private static final int SIZE_AT = 36;
  private static final int STAGE = 0x3000;
  private static final int NAME_LENGTH = 0x0fff;
  private static final int INTENT_TO_ADD = 0x2000;

  /** Says that an index is split or sparse. */
  static final class OtherKind extends IOException {
    private static final long serialVersionUID = 1;

    OtherKind() {
      super("the index is split or sparse");
    }
  }

  /** A name and a stage; ordered as in the file. */
  private record Key(String path, int stage) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = path.compareTo(other.path);
      return order != 0 ? order : Integer.compare(stage, other.stage);
    }
  }

  private final NavigableMap<Key, byte[]> entries = new TreeMap<>();
  private final ByteArrayOutputStream extensions = new ByteArrayOutputStream();
  private int version = 2;
  private boolean unsummed;
  private boolean keepsUntracked;

  private IndexFile() {}

  /**
   * Reads an index.
   *
   * @throws IOException when it is damaged, or of a kind that cannot be written here
   */
  static IndexFile parse(byte[] bytes) throws IOException {
    IndexFile file = new IndexFile();
    if (bytes.length > 0) {
      IndexReader.read(bytes, file.new Content());
    }
    return file;
  }

  private final class Content implements IndexReader.Sink {
    @Override
    public void begins(int found, boolean summed) {
      version = found;
      unsummed = !summed;
    }

    @Override
    public void entry(ByteBuffer fixed, String name) {
      byte[] bytes = new byte[fixed.remaining()];
      fixed.get(bytes);
      int flags = ByteBuffer.wrap(bytes).getShort(STAT_LENGTH + ID_LENGTH);
      entries.put(new Key(name, (flags & STAGE) >> 12), bytes);
    }

    @Override
    public void extension(int kind, ByteBuffer body) throws IOException {
      if (kind >>> 24 > 'Z') {
        throw new OtherKind();
      }
      keepsUntracked |= kind == UNTRACKED;
      if (kind == RESOLVED) {
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        extensions.writeBytes(ByteBuffer.allocate(8).putInt(kind).putInt(bytes.length).array());
        extensions.writeBytes(bytes);
      }
    }
  }

  /** What the index says of a path. */
  record Staged(int mode, String id, boolean intentToAdd) {}

  /** Returns whether a conflict is open at the path. */
  boolean isUnmerged(TreePath path) {
    Key key = entries.ceilingKey(new Key(path.raw(), 1));
    return key != null && key.path().equals(path.raw());
  }

  /** Returns what is staged at a path; absent when nothing is. */
  @Nullable Staged find(TreePath path) {
    byte[] fixed = entries.get(new Key(path.raw(), 0));
    if (fixed == null) {
      return null;
    }
    boolean intent =
        fixed.length > FIXED_LENGTH
            && (ByteBuffer.wrap(fixed).getShort(FIXED_LENGTH) & INTENT_TO_ADD) != 0;
    return new Staged(
        ByteBuffer.wrap(fixed).getInt(MODE_AT),
        HexFormat.of().formatHex(fixed, STAT_LENGTH, STAT_LENGTH + ID_LENGTH),
        intent);
  }

  /** Returns whether a folder has the path's name here, or a file that of one of its folders. */
  boolean clashesWith(TreePath path) {
    Key below = entries.ceilingKey(new Key(path.raw() + "/", 0));
    if (below != null && below.path().startsWith(path.raw() + "/")) {
      return true;
    }
    for (TreePath folder = path.parent(); !folder.raw().isEmpty(); folder = folder.parent()) {
      if (find(folder) != null || isUnmerged(folder)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether git keeps a list of untracked files with it, which would be lost. */
  boolean keepsUntracked() {
    return keepsUntracked;
  }

  void remove(TreePath path) {
    entries.remove(new Key(path.raw(), 0));
  }

  /**
   * Sets a path's entry; flags that the user gave it stay.
   *
   * @param stat the file as it stands there, or nothing known, so that git compares the content
   */
  void put(TreePath path, GitObjects.TreeItem item, @Nullable IndexStat stat) {
    Key key = new Key(path.raw(), 0);
    byte[] old = entries.get(key);
    byte[] fixed = old == null ? new byte[FIXED_LENGTH] : old.clone();
    ByteBuffer buffer = ByteBuffer.wrap(fixed);
    buffer.put(stat == null ? new byte[STAT_LENGTH] : stat.bytes());
    buffer.putInt(MODE_AT, item.mode());
    buffer.position(STAT_LENGTH).put(HexFormat.of().parseHex(item.id()));
    if (old == null) {
      int length = Math.min(path.raw().length(), NAME_LENGTH);
      buffer.putShort(STAT_LENGTH + ID_LENGTH, (short) length);
    } else if (fixed.length > FIXED_LENGTH) {
      int more = buffer.getShort(FIXED_LENGTH);
      buffer.putShort(FIXED_LENGTH, (short) (more & ~INTENT_TO_ADD));
    }
    entries.put(key, fixed);
  }

  /**
   * Has git compare the content of files that may have changed in the very second in which the old
   * index was written: it knows them by that index's time, which a new one does not have.
   */
  void distrust(long secondsOfOldIndex) {
    for (byte[] fixed : entries.values()) {
      if (Integer.toUnsignedLong(ByteBuffer.wrap(fixed).getInt(8)) >= secondsOfOldIndex) {
        ByteBuffer.wrap(fixed).putInt(SIZE_AT, 0);
      }
    }
  }

  byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ByteBuffer.allocate(12)
            .putInt(IndexReader.SIGNATURE)
            .putInt(version)
            .putInt(entries.size())
            .array());
    String previous = "";
    for (Key key : entries.keySet()) {
      byte[] fixed = entries.get(key);
      int start = out.size();
      out.writeBytes(fixed);
      if (version == 4) {
        int shared = shared(previous, key.path());
        writeOffset(out, previous.length() - shared);
        out.writeBytes((key.path().substring(shared) + "\0").getBytes(StandardCharsets.ISO_8859_1));
      } else {
        out.writeBytes(key.path().getBytes(StandardCharsets.ISO_8859_1));
        int used = out.size() - start;
        out.writeBytes(new byte[(used + 8) / 8 * 8 - used]);
      }
      previous = key.path();
    }
    out.writeBytes(extensions.toByteArray());
    out.writeBytes(unsummed ? new byte[ID_LENGTH] : IndexReader.sum(out.toByteArray(), out.size()));
    return out.toByteArray();
  }

  private static int shared(String a, String b) {
    int most = Math.min(a.length(), b.length());
    int shared = 0;
    while (shared < most && a.charAt(shared) == b.charAt(shared)) {
      shared++;
    }
    return shared;
  }

  private static void writeOffset(ByteArrayOutputStream out, int value) {
    byte[] bytes = new byte[5];
    int at = bytes.length - 1;
    bytes[at] = (byte) (value & 0x7f);
    for (int rest = value >>> 7; rest != 0; rest >>>= 7) {
      rest--;
      bytes[--at] = (byte) (0x80 | (rest & 0x7f));
    }
    out.write(bytes, at, bytes.length - at);
  }
}
