package dev.execsession.file;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** A file's content, and the mark by which the file is known to hold it without being read. */
public record Stamp(ContentId content, FileStat.Mark mark) {
  /**
   * Returns the stamp of a file that was read.
   *
   * @param seen what was seen before reading, so that what is written meanwhile is another mark
   */
  public static Stamp of(byte[] bytes, FileStat seen) {
    return new Stamp(
        ContentId.of(bytes), new FileStat.Mark(bytes.length, seen.inode(), seen.ctime()));
  }

  /** Returns the same content with the mark that its file has now. */
  public Stamp at(FileStat.Mark now) {
    return new Stamp(content, now);
  }

  /**
   * Returns whether a file surely holds this content.
   *
   * @param trusted the moment before which times tell that, see {@link RacyWindow}
   */
  public boolean isStill(FileStat.Mark now, long trusted) {
    return mark.equals(now) && mark.ctime() < trusted;
  }

  /** Writes it so that {@link #readFrom} gives it back. */
  public void writeTo(DataOutputStream out) throws IOException {
    out.writeLong(content.first());
    out.writeLong(content.second());
    out.writeLong(content.third());
    out.writeLong(content.fourth());
    out.writeLong(mark.size());
    out.writeLong(mark.inode());
    out.writeLong(mark.ctime());
  }

  /** Reads what {@link #writeTo} wrote. */
  public static Stamp readFrom(DataInputStream in) throws IOException {
    return new Stamp(
        new ContentId(in.readLong(), in.readLong(), in.readLong(), in.readLong()),
        new FileStat.Mark(in.readLong(), in.readLong(), in.readLong()));
  }
}
