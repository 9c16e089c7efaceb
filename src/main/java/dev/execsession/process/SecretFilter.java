package dev.execsession.process;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Masks the secrets of a table in a stream. */
final class SecretFilter extends FilterOutputStream {
  /** Usually enough for a write of the same size to need no reallocation. */
  private static final int HELD_BACK = 64;

  private final SecretTable table;

  /**
   * Undecided bytes, after the one before them, which decides whether a token can start. Allocated
   * once per stream.
   */
  private byte[] text = new byte[64];

  private int size;

  /** The secret that is being skipped. */
  private @Nullable SecretShape open;

  SecretFilter(OutputStream out, SecretTable table) {
    super(out);
    this.table = table;
    restart();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (text.length < size + count) {
      text = Arrays.copyOf(text, size + count + HELD_BACK);
    }
    System.arraycopy(bytes, from, text, size, count);
    size += count;
    int before = pass(false) - 1;
    System.arraycopy(text, before, text, 0, size - before);
    size -= before;
  }

  @Override
  public void close() throws IOException {
    pass(true);
    restart();
    super.close();
  }

  private void restart() {
    text[0] = '\n';
    size = 1;
  }

  /** Passes on the decided bytes after the first; returns where the rest starts. */
  private int pass(boolean last) throws IOException {
    int i = 1;
    int clean = 1;
    while (i < size) {
      if (open != null) {
        i += open.rest(text, i, size);
        clean = i;
        if (i == size) {
          return i;
        }
        open = null;
      }
      i = table.next(text, i, size);
      int matched = match(i, last);
      if (matched == SecretShape.MORE) {
        break;
      }
      if (matched == SecretShape.NO) {
        i++;
        continue;
      }
      out.write(text, clean, i - clean);
      out.write(SecretMask.STARS);
      i += matched;
      clean = i;
    }
    out.write(text, clean, i - clean);
    return i;
  }

  private int match(int at, boolean last) {
    if (at + 1 == size) {
      return !last && table.mayStart(text[at]) ? SecretShape.MORE : SecretShape.NO;
    }
    int best = SecretShape.NO;
    @Nullable SecretShape found = null;
    for (SecretShape shape : table.at(text[at], text[at + 1])) {
      int matched = shape.match(text, at, size, last);
      if (matched == SecretShape.MORE) {
        // A longer secret may start with a shorter one; only more bytes can decide.
        return matched;
      }
      if (matched > best) {
        best = matched;
        found = shape;
      }
    }
    open = found;
    return best;
  }
}
