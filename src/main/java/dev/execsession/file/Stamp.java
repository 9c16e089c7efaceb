package dev.execsession.file;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** A file's content, and the status that proves it without reading. */
public record Stamp(ContentId content, FileStat.Mark mark) {

  /** Returns the same content with the file's current status. */
  public Stamp at(FileStat.Mark now) {
    return new Stamp(content, now);
  }

  /**
   * Returns whether a file certainly holds this content.
   *
   * @param trusted timestamps before this prove that, see {@link RacyWindow}
   */
  public boolean isStill(FileStat.Mark now, long trusted) {
    return mark.equals(now) && mark.ctime() < trusted;
  }

  /** Writes the stamp for {@link #readFrom}. */
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
