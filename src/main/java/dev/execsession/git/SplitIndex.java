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
 * The difference between a split index and its shared index: the deleted entries, and those
 * replaced, in order, by this index's entries without a name.
 */
record SplitIndex(String sharedId, BitSet deleted, BitSet replaced) {
  /** No shared index within the size limit has more entries. */
  private static final long MOST = WholeFile.LARGE / IndexReader.FIXED_LENGTH;

  static SplitIndex read(ByteBuffer in) {
    byte[] id = new byte[20];
    in.get(id);
    BitSet deleted = in.hasRemaining() ? readBitmap(in) : new BitSet();
    BitSet replaced = in.hasRemaining() ? readBitmap(in) : new BitSet();
    return new SplitIndex(HexFormat.of().formatHex(id), deleted, replaced);
  }

  /** Reads an EWAH bitmap: runs of equal words, then literal words. */
  private static BitSet readBitmap(ByteBuffer in) {
    BitSet bits = new BitSet();
    in.getInt(); // the number of bits
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
    in.getInt(); // the position of the last marker
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
