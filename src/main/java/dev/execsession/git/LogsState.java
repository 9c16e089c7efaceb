package dev.execsession.git;

import dev.execsession.file.ContentId;
import dev.execsession.file.EntryType;
import dev.execsession.file.FileStat;
import dev.execsession.file.Stamp;
import dev.execsession.file.Steady;
import dev.execsession.file.TreeNames;
import dev.execsession.file.WholeFile;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Length and content of git's logs: HEAD's in this worktree, and those of all refs.
 *
 * @param stamps by name, {@code HEAD} or {@code refs/heads/main}; the content is that of the lines
 *     which git's own expiry keeps
 * @param young where those lines begin
 */
public record LogsState(Map<String, Stamp> stamps, Map<String, Integer> young) {
  /** Git itself drops lines that are older, when nothing else leads to their commits. */
  private static final long EXPIRY_SECONDS = TimeUnit.DAYS.toSeconds(30);

  private static final Pattern TIME = Pattern.compile("> (\\d{1,12}) [+-]\\d{4}\t");

  public LogsState {
    stamps = Collections.unmodifiableMap(new TreeMap<>(stamps));
    young = Collections.unmodifiableMap(new TreeMap<>(young));
  }

  /**
   * Reads the logs.
   *
   * @param previous an earlier state; unchanged logs are not read again
   * @param trusted timestamps before this prove that a log is unchanged
   */
  static LogsState read(RepositoryFacts facts, @Nullable LogsState previous, long trusted)
      throws IOException {
    return Steady.read(() -> readOnce(facts, previous, trusted));
  }

  private static LogsState readOnce(
      RepositoryFacts facts, @Nullable LogsState previous, long trusted) throws IOException {
    Map<String, Stamp> stamps = new TreeMap<>();
    Map<String, Integer> young = new TreeMap<>();
    for (Map.Entry<String, Path> log : files(facts).entrySet()) {
      FileStat stat = FileStat.of(log.getValue());
      Stamp old = previous == null ? null : previous.stamps.get(log.getKey());
      if (previous != null && old != null && old.isStill(stat.mark(), trusted)) {
        stamps.put(log.getKey(), old);
        young.put(log.getKey(), previous.young(log.getKey()));
      } else {
        byte[] bytes = bytes(log.getValue());
        int from = expired(bytes);
        stamps.put(log.getKey(), stamp(bytes, from, stat));
        young.put(log.getKey(), from);
      }
    }
    return new LogsState(stamps, young);
  }

  /** Returns whether a log is gone whose ref was there: both may be gone by now. */
  public boolean lacksAny(RefsState refs, @Nullable LogsState previous) {
    return previous != null
        && previous.stamps.keySet().stream()
            .anyMatch(log -> refs.refs().containsKey(log) && !stamps.containsKey(log));
  }

  private int young(String name) {
    return young.getOrDefault(name, 0);
  }

  private static Stamp stamp(byte[] bytes, int from, FileStat seen) {
    return new Stamp(
        ContentId.of(Arrays.copyOfRange(bytes, from, bytes.length)),
        new FileStat.Mark(bytes.length, seen.inode(), seen.ctime()));
  }

  /** Returns where the first line begins that git's expiry keeps. */
  private static int expired(byte[] log) {
    long limit = limit();
    int from = 0;
    while (from < log.length) {
      int end = endOfLine(log, from);
      Matcher time = TIME.matcher(new String(log, from, end - from, StandardCharsets.ISO_8859_1));
      if (!time.find() || Long.parseLong(time.group(1)) >= limit) {
        return from;
      }
      from = end;
    }
    return from;
  }

  private static int endOfLine(byte[] log, int from) {
    int end = from;
    while (end < log.length && log[end] != '\n') {
      end++;
    }
    return Math.min(end + 1, log.length);
  }

  /** Returns the time and a digest of a log's last line; null if there is none. */
  static @Nullable String lastLine(Path log) throws IOException {
    if (!Files.exists(log, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    String text = new String(bytes(log), StandardCharsets.ISO_8859_1).stripTrailing();
    String last = text.substring(text.lastIndexOf('\n') + 1);
    Matcher time = TIME.matcher(last);
    return last.isEmpty()
        ? null
        : (time.find() ? time.group(1) : "0")
            + " "
            + ContentId.of(last.getBytes(StandardCharsets.ISO_8859_1)).hex();
  }

  /** Returns whether git's expiry may drop the line. */
  static boolean mayExpire(String lastLine) {
    return Long.parseLong(lastLine.substring(0, lastLine.indexOf(' '))) < limit();
  }

  private static long limit() {
    return System.currentTimeMillis() / 1000 - EXPIRY_SECONDS;
  }

  private static byte[] bytes(Path log) throws IOException {
    return WholeFile.read(log, WholeFile.LARGE);
  }

  private static Map<String, Path> files(RepositoryFacts facts) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    add(facts.gitDir().resolve("logs/HEAD"), "HEAD", files);
    add(facts.commonDir().resolve("logs/refs"), "refs", files);
    return files;
  }

  private static void add(Path path, String name, Map<String, Path> files) throws IOException {
    FileStat stat;
    try {
      stat = FileStat.of(path);
    } catch (NoSuchFileException e) {
      return;
    }
    if (stat.type() != EntryType.DIRECTORY) {
      files.put(name, path);
      return;
    }
    for (Path child : Steady.children(path)) {
      String text =
          TreePath.ofBytes(TreeNames.rawName(child).getBytes(StandardCharsets.ISO_8859_1)).text();
      if (!text.endsWith(".lock")) {
        add(child, name + "/" + text, files);
      }
    }
  }

  /** Returns whether the lines are there still, whatever was dropped before them. */
  private static boolean holds(byte[] log, Stamp lines, int length) {
    int most = (int) lines.mark().size() - length;
    for (int from = 0; from <= most && from + length <= log.length; from = endOfLine(log, from)) {
      if (ContentId.of(Arrays.copyOfRange(log, from, from + length)).equals(lines.content())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the names of logs that were removed or rewritten rather than appended to, and whether
   * each began anew, as the log of a branch does that is deleted and made again.
   */
  Map<String, Boolean> rewritten(LogsState after, RepositoryFacts facts) throws IOException {
    Map<String, Boolean> names = new TreeMap<>();
    for (Map.Entry<String, Stamp> entry : stamps.entrySet()) {
      String name = entry.getKey();
      Stamp old = entry.getValue();
      Stamp now = after.stamps.get(name);
      int length = (int) old.mark().size() - young(name);
      if (length > 0 && now == null) {
        names.put(name, false);
      } else if (length > 0 && !old.equals(now)) {
        byte[] log = bytes(facts, name).orElse(null);
        if (log == null || !holds(log, old, length)) {
          names.put(name, log == null || beginsAfter(log, old));
        }
      }
    }
    return names;
  }

  /** Returns whether the first line makes the ref, later than an older log was written to. */
  private static boolean beginsAfter(byte[] log, Stamp older) {
    String line = new String(log, 0, endOfLine(log, 0), StandardCharsets.ISO_8859_1);
    Matcher time = TIME.matcher(line);
    return line.startsWith(HeadLog.NONE + " ")
        && time.find()
        && Long.parseLong(time.group(1)) >= TimeUnit.NANOSECONDS.toSeconds(older.mark().ctime());
  }

  /** Returns a log's bytes; empty if its branch was deleted since the scan. */
  private static Optional<byte[]> bytes(RepositoryFacts facts, String name) throws IOException {
    return Steady.read(
        () -> {
          Path file = files(facts).get(name);
          return file == null ? Optional.empty() : Optional.of(bytes(file));
        });
  }
}
