package dev.execsession.git;

import dev.execsession.file.WholeFile;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;

/**
 * How a split index differs from the shared one it builds on: which of its entries are gone, and
 * which are replaced by this index's entries without a name, in order.
 */
record SplitIndex(String sharedId, BitSet deleted, BitSet replaced) {
  /** No shared index that is read has more entries. */
  private static final long MOST = WholeFile.LARGE / IndexReader.FIXED_LENGTH;

  static SplitIndex read(ByteBuffer in) {
    byte[] id = new byte[20];
    in.get(id);
    BitSet deleted = in.hasRemaining() ? readBitmap(in) : new BitSet();
    BitSet replaced = in.hasRemaining() ? readBitmap(in) : new BitSet();
    return new SplitIndex(HexFormat.of().formatHex(id), deleted, replaced);
  }

  /** Reads a bitmap in the EWAH form: runs of equal words, then words as they are. */
  private static BitSet readBitmap(ByteBuffer in) {
    BitSet bits = new BitSet();
    in.getInt(); // how many bits
    int words = in.getInt();
    int bit = 0;
    for (int i = 0; i < words; i++) {
      long marker = in.getLong();
      long run = ((marker >>> 1) & 0xffffffffL) * 64;
      if (bit + run > MOST) {
        throw new IllegalArgumentException("a bitmap is too long");
      }
      if ((marker & 1) != 0) {
        bits.set(bit, bit + (int) run);
      }
      bit += (int) run;
      int literals = (int) (marker >>> 33);
      for (int j = 0; j < literals; j++, i++) {
        long word = in.getLong();
        for (int k = 0; k < 64; k++) {
          bits.set(bit++, (word & (1L << k)) != 0);
        }
      }
    }
    in.getInt(); // where the last marker is
    return bits;
  }

  List<GitIndex.Entry> merge(List<GitIndex.Entry> base, List<GitIndex.Entry> own)
      throws IOException {
    List<GitIndex.Entry> merged = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < base.size(); i++) {
      GitIndex.Entry entry = base.get(i);
      if (replaced.get(i)) {
        if (next >= own.size() || !own.get(next).path().equals(TreePath.ROOT)) {
          throw new IOException("the split index is damaged");
        }
        GitIndex.Entry other = own.get(next++);
        entry =
            new GitIndex.Entry(
                entry.path(),
                other.mode(),
                other.blob(),
                other.size(),
                other.mtimeNanos(),
                other.stage(),
                other.flags());
      }
      if (!deleted.get(i)) {
        merged.add(entry);
      }
    }
    merged.addAll(own.subList(next, own.size()));
    return merged;
  }
}
