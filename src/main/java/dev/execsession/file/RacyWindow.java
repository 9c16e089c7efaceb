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
 * How long a file may change without its times telling. Times have a grain, which is git's racy
 * rule; and a program that has a file mapped into its memory sets the times with the first byte it
 * stores, and again only after the system wrote the page back to the disk.
 */
public final class RacyWindow {
  private static final Path SETTINGS = Path.of("/proc/sys/vm");
  private static final long USUAL = TimeUnit.SECONDS.toNanos(60);
  private static final long MARGIN = TimeUnit.SECONDS.toNanos(15);
  private static final long HUNDREDTH = TimeUnit.MILLISECONDS.toNanos(10);

  /** What was found for a folder; to ask again at every look would take as long as a small one. */
  private static final Map<Path, Long> KNOWN = new ConcurrentHashMap<>();

  private RacyWindow() {}

  /**
   * Returns the moment before which an unchanged file needs no reading, nanoseconds since 1970.
   *
   * @param root a folder of the file system
   * @param looked when the files were looked at before
   */
  public static long trusted(Path root, long looked) throws IOException {
    long window = of(root);
    return window == Long.MAX_VALUE ? Long.MIN_VALUE : looked - window;
  }

  /**
   * Returns the window in nanoseconds; {@link Long#MAX_VALUE} where pages are never written back,
   * so that times say nothing.
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
    // These files give themselves to the first read alone, however little it asks for.
    byte[] bytes = new byte[32];
    try (InputStream in = Files.newInputStream(SETTINGS.resolve(name))) {
      int length = Math.max(0, in.read(bytes));
      return Long.parseLong(new String(bytes, 0, length, StandardCharsets.US_ASCII).strip());
    } catch (IOException | NumberFormatException e) {
      // Another system than Linux, or one that does not tell.
      return -1;
    }
  }
}
