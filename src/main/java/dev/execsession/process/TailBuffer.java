package dev.execsession.process;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Keeps the last bytes written to it, in memory that grows up to its capacity and never beyond. */
final class TailBuffer {
  private static final int FIRST_SIZE = 4096;

  private final int capacity;
  private byte[] bytes;

  /** Where the next byte goes. */
  private int next;

  private int size;
  private long dropped;

  TailBuffer(int capacity) {
    this.capacity = capacity;
    this.bytes = new byte[Math.min(capacity, FIRST_SIZE)];
  }

  void write(byte[] source, int from, int count) {
    if (count > capacity) {
      dropped += count - capacity;
      from += count - capacity;
      count = capacity;
    }
    grow(count);
    int free = capacity - size;
    if (count > free) {
      dropped += count - free;
      size -= count - free;
    }
    int first = Math.min(count, bytes.length - next);
    System.arraycopy(source, from, bytes, next, first);
    System.arraycopy(source, from + first, bytes, 0, count - first);
    next = bytes.length == 0 ? 0 : (next + count) % bytes.length;
    size += count;
  }

  private void grow(int count) {
    // Until the capacity is reached nothing has wrapped, so that a plain copy keeps the order.
    if (bytes.length < capacity && size + count > bytes.length) {
      next = size;
      bytes = Arrays.copyOf(bytes, (int) Math.min(capacity, 2L * (size + count)));
    }
  }

  /** Gives how many bytes were pushed out by later ones. */
  long dropped() {
    return dropped;
  }

  byte[] toBytes() {
    byte[] out = new byte[size];
    int first = first();
    int head = Math.min(size, bytes.length - first);
    System.arraycopy(bytes, first, out, 0, head);
    System.arraycopy(bytes, 0, out, head, size - head);
    return out;
  }

  void writeTo(OutputStream out) throws IOException {
    int first = first();
    int head = Math.min(size, bytes.length - first);
    out.write(bytes, first, head);
    out.write(bytes, 0, size - head);
  }

  private int first() {
    return bytes.length == 0 ? 0 : Math.floorMod(next - size, bytes.length);
  }
}
