package dev.execsession.git;

import dev.execsession.file.ContentId;
import dev.execsession.file.EntryType;
import dev.execsession.file.FileStat;
import dev.execsession.file.Stamp;
import dev.execsession.file.TreeNames;
import dev.execsession.file.WholeFile;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
    long limit = System.currentTimeMillis() / 1000 - EXPIRY_SECONDS;
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
    try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
      for (Path child : children) {
        String text =
            TreePath.ofBytes(TreeNames.rawName(child).getBytes(StandardCharsets.ISO_8859_1)).text();
        add(child, name + "/" + text, files);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
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

  /** Returns the names of logs that were removed or rewritten rather than appended to. */
  List<String> rewritten(LogsState after, RepositoryFacts facts) throws IOException {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, Stamp> entry : stamps.entrySet()) {
      Stamp old = entry.getValue();
      Stamp now = after.stamps.get(entry.getKey());
      int length = (int) old.mark().size() - young(entry.getKey());
      if (length > 0
          && (now == null
              || (!now.equals(old) && !holds(bytes(file(facts, entry.getKey())), old, length)))) {
        names.add(entry.getKey());
      }
    }
    return names;
  }

  private static Path file(RepositoryFacts facts, String name) throws IOException {
    Path file = files(facts).get(name);
    if (file == null || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("the reflog of `" + name + "` is missing");
    }
    return file;
  }
}
