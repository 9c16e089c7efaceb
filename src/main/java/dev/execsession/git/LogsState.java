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
import org.jspecify.annotations.Nullable;

/**
 * Length and content of git's logs: HEAD's in this worktree, and those of all refs.
 *
 * @param stamps by name, {@code HEAD} or {@code refs/heads/main}
 */
public record LogsState(Map<String, Stamp> stamps) {
  public LogsState {
    stamps = Collections.unmodifiableMap(new TreeMap<>(stamps));
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
    for (Map.Entry<String, Path> log : files(facts).entrySet()) {
      FileStat stat = FileStat.of(log.getValue());
      Stamp old = previous == null ? null : previous.stamps.get(log.getKey());
      stamps.put(
          log.getKey(),
          old != null && old.isStill(stat.mark(), trusted)
              ? old
              : Stamp.of(bytes(log.getValue()), stat));
    }
    return new LogsState(stamps);
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

  /** Returns the names of logs that were removed or rewritten rather than appended to. */
  List<String> rewritten(LogsState after, RepositoryFacts facts) throws IOException {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, Stamp> entry : stamps.entrySet()) {
      Stamp old = entry.getValue();
      Stamp now = after.stamps.get(entry.getKey());
      int length = (int) old.mark().size();
      if (now == null || now.mark().size() < length) {
        names.add(entry.getKey());
      } else if (!now.content().equals(old.content())) {
        byte[] bytes = bytes(file(facts, entry.getKey()));
        if (bytes.length < length
            || !ContentId.of(Arrays.copyOf(bytes, length)).equals(old.content())) {
          names.add(entry.getKey());
        }
      }
    }
    return names;
  }

  /**
   * Returns the logs as our own commit leaves them; anything else that was appended will still be
   * detected.
   */
  LogsState following(RepositoryFacts facts, String branch, String parent, String commit)
      throws IOException {
    Map<String, Stamp> followed = new TreeMap<>(stamps);
    Map<String, Path> files = files(facts);
    for (String name : List.of("HEAD", branch)) {
      Path file = files.get(name);
      if (file != null) {
        FileStat seen = FileStat.of(file);
        byte[] bytes = bytes(file);
        Stamp old = stamps.get(name);
        int from = old == null ? 0 : (int) Math.min(old.mark().size(), bytes.length);
        String added = new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1);
        boolean begins =
            old == null || ContentId.of(Arrays.copyOf(bytes, from)).equals(old.content());
        if (begins
            && added.startsWith(parent + " " + commit + " ")
            && added.indexOf('\n') == added.length() - 1) {
          followed.put(name, Stamp.of(bytes, seen));
        }
      }
    }
    return new LogsState(followed);
  }

  private static Path file(RepositoryFacts facts, String name) throws IOException {
    Path file = files(facts).get(name);
    if (file == null || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("the reflog of `" + name + "` is missing");
    }
    return file;
  }
}
