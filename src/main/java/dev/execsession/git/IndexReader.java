package dev.execsession.git;

import dev.execsession.file.Digests;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Parses one index file, as described in git's gitformat-index, and passes its parts to a {@link
 * Sink}.
 */
public final class IndexReader {
  public static final int ID_LENGTH = 20;
  public static final int SIGNATURE = 0x44495243; // DIRC
  static final int EXTENDED = 0x4000;

  /** The length of an entry's stat data, before the id. */
  public static final int STAT_LENGTH = 40;

  /** The length of an entry before its name, without extended flags. */
  public static final int FIXED_LENGTH = STAT_LENGTH + ID_LENGTH + 2;

  private final ByteBuffer in;
  private final int end;
  private final Sink sink;
  private final boolean sums;

  private IndexReader(byte[] bytes, Sink sink, boolean sums) {
    this.in = ByteBuffer.wrap(bytes);
    this.end = bytes.length - ID_LENGTH;
    this.sink = sink;
    this.sums = sums;
  }

  /** Receives the parts of an index in file order. */
  public interface Sink {
    /**
     * An index begins.
     *
     * @param summed whether it ends with a checksum; if so, the checksum is correct
     */
    default void begins(int version, boolean summed) {}

    /**
     * Entries follow.
     *
     * @param bytes the approximate total length of their names
     */
    default void expects(int entries, int bytes) {}

    /**
     * An entry.
     *
     * @param fixed the {@link #FIXED_LENGTH} bytes before its name, or two more; valid during this
     *     call only
     * @param name its bytes, a char each
     */
    void entry(ByteBuffer fixed, String name);

    /**
     * An extension.
     *
     * @throws IOException when it is required and unknown
     */
    void extension(int kind, ByteBuffer body) throws IOException;
  }

  /**
   * Parses an index.
   *
   * @throws IOException when it is damaged, of an unsupported version, or rejected by the sink
   */
  public static void read(byte[] bytes, Sink sink) throws IOException {
    read(bytes, sink, true);
  }

  /** Parses as {@link #read} does, without verifying the checksum, like git's own commands. */
  static void readUncounted(byte[] bytes, Sink sink) throws IOException {
    read(bytes, sink, false);
  }

  private static void read(byte[] bytes, Sink sink, boolean sums) throws IOException {
    try {
      new IndexReader(bytes, sink, sums).readAll();
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("the index is damaged", e);
    }
  }

  private void readAll() throws IOException {
    if (end < 12 || in.getInt() != SIGNATURE) {
      throw new IOException("the index is damaged: it has no valid header");
    }
    boolean summed = checkSum();
    int version = in.getInt();
    if (version < 2 || version > 4) {
      throw new IOException("the index has the unsupported version " + version);
    }
    sink.begins(version, summed);
    int count = in.getInt();
    if (count < 0) {
      throw new IOException("the index is damaged: it has more entries than bytes");
    }
    int possible = Math.min(count, end / FIXED_LENGTH);
    sink.expects(possible, end - possible * FIXED_LENGTH);
    String previous = "";
    for (int i = 0; i < count; i++) {
      previous = readEntry(version, previous);
    }
    while (in.position() + 8 <= end) {
      int kind = in.getInt();
      int length = in.getInt();
      if (length < 0 || length > end - in.position()) {
        throw new IOException("the index is damaged: an extension is truncated");
      }
      sink.extension(kind, in.slice(in.position(), length));
      in.position(in.position() + length);
    }
  }

  /** Verifies the SHA-1 at the end; git writes zeros there when {@code index.skipHash} is set. */
  private boolean checkSum() throws IOException {
    byte[] stored = Arrays.copyOfRange(in.array(), end, end + ID_LENGTH);
    if (Arrays.equals(stored, new byte[ID_LENGTH])) {
      return false;
    }
    if (sums && !Arrays.equals(stored, sum(in.array(), end))) {
      throw new IOException("the index is damaged: its checksum does not match");
    }
    return true;
  }

  /** Returns the checksum of an index's first bytes. */
  public static byte[] sum(byte[] bytes, int length) {
    var digest = Digests.sha1();
    digest.update(bytes, 0, length);
    return digest.digest();
  }

  private String readEntry(int version, String previous) throws IOException {
    int start = in.position();
    int flags = Short.toUnsignedInt(in.getShort(start + STAT_LENGTH + ID_LENGTH));
    int length = (flags & EXTENDED) != 0 ? FIXED_LENGTH + 2 : FIXED_LENGTH;
    in.position(start + length);
    String name;
    if (version == 4) {
      int drop = readOffset();
      if (drop > previous.length()) {
        throw new IOException("the index is damaged: a name is truncated");
      }
      name = previous.substring(0, previous.length() - drop) + readName();
    } else {
      name = readName();
      int used = in.position() - 1 - start;
      in.position(start + (used + 8) / 8 * 8);
    }
    sink.entry(in.slice(start, length), name);
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
