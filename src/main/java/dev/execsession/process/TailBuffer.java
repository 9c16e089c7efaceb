package dev.execsession.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Keeps the last bytes written to it, in a ring of chunks that are allocated on demand: memory
 * grows up to the capacity, and nothing is copied.
 */
final class TailBuffer {
  private static final int PIECE = 1 << 16;
  private static final byte[] NOT_REACHED = {};

  private final int capacity;
  private final byte[][] pieces;
  private long written;

  TailBuffer(int capacity) {
    this.capacity = capacity;
    this.pieces = new byte[(int) (((long) capacity + PIECE - 1) / PIECE)][];
    Arrays.fill(pieces, NOT_REACHED);
  }

  void write(byte[] source, int from, int count) {
    int skipped = Math.max(0, count - capacity);
    written += skipped;
    int at = from + skipped;
    int end = from + count;
    while (at < end) {
      int place = (int) (written % capacity);
      byte[] piece = piece(place / PIECE);
      int taken = Math.min(end - at, piece.length - place % PIECE);
      System.arraycopy(source, at, piece, place % PIECE, taken);
      at += taken;
      written += taken;
    }
  }

  private byte[] piece(int index) {
    byte[] piece = pieces[index];
    if (piece.length == 0) {
      piece = new byte[Math.min(PIECE, capacity - index * PIECE)];
      pieces[index] = piece;
    }
    return piece;
  }

  /** Returns how many bytes were dropped. */
  long dropped() {
    return Math.max(0, written - capacity);
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) (written - dropped()));
    try {
      writeTo(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  void writeTo(OutputStream out) throws IOException {
    long at = dropped();
    while (at < written) {
      int place = (int) (at % capacity);
      byte[] piece = piece(place / PIECE);
      int given = (int) Math.min(written - at, piece.length - place % PIECE);
      out.write(piece, place % PIECE, given);
      at += given;
    }
  }
}
