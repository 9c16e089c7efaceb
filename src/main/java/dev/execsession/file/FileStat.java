package dev.execsession.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The result of {@code lstat}. */
public record FileStat(
    EntryType type,
    int mode,
    long size,
    long inode,
    int links,
    Owner owner,
    long mtime,
    long ctime) {
  private static final String ATTRIBUTES =
      "unix:mode,ino,nlink,uid,gid,dev,size,lastModifiedTime,ctime";

  /**
   * Whose a file is, and where.
   *
   * @param device of the file system that holds it
   */
  public record Owner(int uid, int gid, long device) {
    /** Of what no file is known of. */
    public static final Owner UNKNOWN = new Owner(0, 0, 0);
  }

  public static FileStat of(Path path) throws IOException {
    Map<String, Object> values = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    int mode = number(values, "mode").intValue();
    return new FileStat(
        type(mode),
        mode,
        number(values, "size").longValue(),
        number(values, "ino").longValue(),
        number(values, "nlink").intValue(),
        new Owner(
            number(values, "uid").intValue(),
            number(values, "gid").intValue(),
            number(values, "dev").longValue()),
        nanos(values, "lastModifiedTime"),
        nanos(values, "ctime"));
  }

  /**
   * The part of the status that differs after any change; half the cost of reading all of it.
   *
   * @param ctime when content, mode, links or times last changed, nanoseconds since 1970
   */
  public record Mark(long size, long inode, long ctime) {
    private static final String ATTRIBUTES = "unix:size,ino,ctime";

    public static Mark of(Path path) throws IOException {
      Map<String, Object> values =
          Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      return new Mark(
          number(values, "size").longValue(),
          number(values, "ino").longValue(),
          nanos(values, "ctime"));
    }
  }

  public Mark mark() {
    return new Mark(size, inode, ctime);
  }

  /** Returns this process's user id: the owner of its entry in {@code /proc}. */
  public static int self() throws IOException {
    Path process = Path.of("/proc/self/.");
    if (Files.exists(process)) {
      return of(process).owner().uid();
    }
    Path own = Files.createTempFile("exec-session", "");
    try {
      return of(own).owner().uid();
    } finally {
      Files.delete(own);
    }
  }

  /** Returns whether another status shows the same file with the same content. */
  boolean isStill(FileStat other) {
    return type == other.type
        && size == other.size
        && inode == other.inode
        && mtime == other.mtime
        && ctime == other.ctime;
  }

  /** Returns the type encoded in a mode. */
  public static EntryType type(int mode) {
    return switch (mode & 0170000) {
      case 0100000 -> EntryType.FILE;
      case 0040000 -> EntryType.DIRECTORY;
      case 0120000 -> EntryType.SYMLINK;
      default -> EntryType.OTHER;
    };
  }

  private static Number number(Map<String, Object> values, String key) {
    return (Number) Objects.requireNonNull(values.get(key));
  }

  private static long nanos(Map<String, Object> values, String key) {
    return ((FileTime) Objects.requireNonNull(values.get(key))).to(TimeUnit.NANOSECONDS);
  }
}
