package dev.execsession.commit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What the index keeps of a file's {@code lstat}, so that git need not read it again. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record IndexStat(byte[] bytes) {
  static IndexStat of(Path path) throws IOException {
    Map<String, Object> values =
        Files.readAttributes(
            path,
            "unix:ctime,lastModifiedTime,dev,ino,mode,uid,gid,size",
            LinkOption.NOFOLLOW_LINKS);
    ByteBuffer out = ByteBuffer.allocate(40);
    time(out, values, "ctime");
    time(out, values, "lastModifiedTime");
    for (String name : new String[] {"dev", "ino", "mode", "uid", "gid", "size"}) {
      out.putInt((int) ((Number) Objects.requireNonNull(values.get(name))).longValue());
    }
    return new IndexStat(out.array());
  }

  private static void time(ByteBuffer out, Map<String, Object> values, String name) {
    FileTime time = (FileTime) Objects.requireNonNull(values.get(name));
    long nanos = time.to(TimeUnit.NANOSECONDS);
    out.putInt((int) Math.floorDiv(nanos, 1_000_000_000L));
    out.putInt((int) Math.floorMod(nanos, 1_000_000_000L));
  }
}
