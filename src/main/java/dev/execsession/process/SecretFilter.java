package dev.execsession.process;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Masks the secrets of a table in a stream. */
final class SecretFilter extends FilterOutputStream {
  private final SecretTable table;

  /**
   * What is not decided yet, behind the one byte before it: a token starts where no word goes on.
   */
  private byte[] pending = {'\n'};

  /** The secret whose bytes are being left out. */
  private @Nullable SecretShape open;

  SecretFilter(OutputStream out, SecretTable table) {
    super(out);
    this.table = table;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    byte[] text = Arrays.copyOf(pending, pending.length + count);
    System.arraycopy(bytes, from, text, pending.length, count);
    int decided = pass(text, false);
    pending = Arrays.copyOfRange(text, decided - 1, text.length);
  }

  @Override
  public void close() throws IOException {
    byte[] text = pending;
    pending = new byte[] {'\n'};
    pass(text, true);
    super.close();
  }

  /** Passes on what can be decided of the bytes behind the first; gives where the rest starts. */
  private int pass(byte[] text, boolean last) throws IOException {
    int i = 1;
    int clean = 1;
    while (i < text.length) {
      if (open != null) {
        i += open.rest(text, i, text.length);
        clean = i;
        if (i == text.length) {
          return i;
        }
        open = null;
      }
      int matched = match(text, i, last);
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

  private int match(byte[] text, int at, boolean last) {
    if (at + 1 == text.length) {
      return !last && table.mayStart(text[at]) ? SecretShape.MORE : SecretShape.NO;
    }
    int best = SecretShape.NO;
    @Nullable SecretShape found = null;
    for (SecretShape shape : table.at(text[at], text[at + 1])) {
      int matched = shape.match(text, at, text.length, last);
      if (matched == SecretShape.MORE) {
        // A longer secret may start with a shorter one: only more bytes can tell them apart.
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
