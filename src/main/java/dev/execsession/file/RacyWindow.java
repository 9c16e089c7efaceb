package dev.execsession.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How long a file may change without changing its timestamps. Timestamps have a resolution, which
 * is git's racy rule; and a program with a memory-mapped file sets them with the first stored byte,
 * and again only after the system wrote the page back to disk.
 */
public final class RacyWindow {
  private static final Path SETTINGS = Path.of("/proc/sys/vm");
  private static final long USUAL = TimeUnit.SECONDS.toNanos(60);
  private static final long MARGIN = TimeUnit.SECONDS.toNanos(15);
  private static final long HUNDREDTH = TimeUnit.MILLISECONDS.toNanos(10);

  /** Cached per folder; computing it takes as long as scanning a small one. */
  static final Map<Path, Long> KNOWN = new ConcurrentHashMap<>();

  private RacyWindow() {}

  /**
   * Returns the time before which an unchanged file need not be read, in nanoseconds since 1970.
   *
   * @param root a folder of the file system
   * @param scanned when the files were last scanned
   */
  public static long trusted(Path root, long scanned) throws IOException {
    long window = of(root);
    return window == Long.MAX_VALUE ? Long.MIN_VALUE : scanned - window;
  }

  /**
   * Returns the window in nanoseconds; {@link Long#MAX_VALUE} if pages are never written back, so
   * that timestamps prove nothing.
   */
  public static long of(Path root) throws IOException {
    Long known = KNOWN.get(root);
    if (known == null) {
      known = find(root);
      KNOWN.put(root, known);
    }
    return known;
  }

  private static long find(Path root) throws IOException {
    String kind = Files.getFileStore(root).type();
    if (kind.equals("tmpfs") || kind.equals("ramfs")) {
      return Long.MAX_VALUE;
    }
    long age = setting("dirty_expire_centisecs");
    long interval = setting("dirty_writeback_centisecs");
    if (age < 0 || interval < 0) {
      return USUAL;
    }
    return interval == 0 ? Long.MAX_VALUE : (age + 2 * interval) * HUNDREDTH + MARGIN;
  }

  private static long setting(String name) {
    // These files return their content to the first read only, however small.
    byte[] bytes = new byte[32];
    try (InputStream in = Files.newInputStream(SETTINGS.resolve(name))) {
      int length = Math.max(0, in.read(bytes));
      return Long.parseLong(new String(bytes, 0, length, StandardCharsets.US_ASCII).strip());
    } catch (IOException | NumberFormatException e) {
      // Not Linux, or not available.
      return -1;
    }
  }
}
