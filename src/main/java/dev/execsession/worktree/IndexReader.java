package dev.execsession.worktree;

import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one index file; the form is git's gitformat-index. */
final class IndexReader {
  private static final int ID_LENGTH = 20;
  private static final int SIGNATURE = 0x44495243; // DIRC
  private static final int LINK = 0x6c696e6b; // link: this index is split
  private static final int EXTENDED = 0x4000;
  private static final int SKIPS_WORKTREE = 0x4000;

  private final ByteBuffer in;
  private final int end;
  private final List<GitIndex.Entry> entries = new ArrayList<>();
  private @Nullable SplitIndex split;

  IndexReader(byte[] bytes) throws IOException {
    this.in = ByteBuffer.wrap(bytes);
    this.end = bytes.length - ID_LENGTH;
    try {
      readAll();
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("the index is damaged", e);
    }
  }

  List<GitIndex.Entry> entries() {
    return entries;
  }

  @Nullable SplitIndex split() {
    return split;
  }

  private void readAll() throws IOException {
    if (end < 12 || in.getInt() != SIGNATURE) {
      throw new IOException("the index is damaged: it does not begin as one");
    }
    checkSum();
    int version = in.getInt();
    if (version < 2 || version > 4) {
      throw new IOException("the index has version " + version + ", which is not known here");
    }
    int count = in.getInt();
    String previous = "";
    for (int i = 0; i < count; i++) {
      previous = readEntry(version, previous);
    }
    while (in.position() + 8 <= end) {
      int kind = in.getInt();
      int length = in.getInt();
      if (length < 0 || in.position() + length > end) {
        throw new IOException("the index is damaged: an extension is cut off");
      }
      if (kind == LINK) {
        split = SplitIndex.read(in.slice(in.position(), length));
      } else if (kind >>> 24 > 'Z' && kind != 0x73646972) { // sdir: sparse folders, read as entries
        throw new IOException("the index needs an extension that is not known here");
      }
      in.position(in.position() + length);
    }
  }

  /** Compares the SHA-1 at the end; git leaves zeros there where it was told not to count. */
  private void checkSum() throws IOException {
    byte[] stored = Arrays.copyOfRange(in.array(), end, end + ID_LENGTH);
    MessageDigest digest = Digests.sha1();
    digest.update(in.array(), 0, end);
    if (!Arrays.equals(stored, new byte[ID_LENGTH]) && !Arrays.equals(stored, digest.digest())) {
      throw new IOException("the index is damaged: its checksum does not fit");
    }
  }

  private String readEntry(int version, String previous) throws IOException {
    int start = in.position();
    in.position(start + 8);
    long mtime = Integer.toUnsignedLong(in.getInt()) * 1_000_000_000L + in.getInt();
    in.position(start + 24);
    int mode = in.getInt();
    in.position(start + 36);
    long size = Integer.toUnsignedLong(in.getInt());
    byte[] id = new byte[ID_LENGTH];
    in.get(id);
    int flags = Short.toUnsignedInt(in.getShort());
    int more = (flags & EXTENDED) != 0 ? in.getShort() : 0;
    String name;
    if (version == 4) {
      int drop = readOffset();
      if (drop > previous.length()) {
        throw new IOException("the index is damaged: a name is cut off");
      }
      name = previous.substring(0, previous.length() - drop) + readName();
    } else {
      name = readName();
      int used = in.position() - 1 - start;
      in.position(start + (used + 8) / 8 * 8);
    }
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    entries.add(
        new GitIndex.Entry(
            new TreePath(path),
            mode,
            HexFormat.of().formatHex(id),
            size,
            mtime,
            (flags >> 12) & 3,
            (more & SKIPS_WORKTREE) != 0));
    return name;
  }

  private int readOffset() {
    int b = in.get() & 0xff;
    int value = b & 0x7f;
    while ((b & 0x80) != 0) {
      b = in.get() & 0xff;
      value = ((value + 1) << 7) | (b & 0x7f);
    }
    return value;
  }

  private String readName() {
    int start = in.position();
    while (in.get() != 0) {
      // The name ends before the zero byte.
    }
    int length = in.position() - 1 - start;
    return new String(in.array(), start, length, StandardCharsets.ISO_8859_1);
  }
}
