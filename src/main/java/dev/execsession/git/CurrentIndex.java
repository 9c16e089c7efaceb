package dev.execsession.git;

import dev.execsession.file.ContentId;
import dev.execsession.file.FileStat;
import dev.execsession.file.Stamp;
import dev.execsession.file.Unverifiable;
import dev.execsession.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Git's index at one moment. Its file is read once and parsed only on demand. */
public final class CurrentIndex implements Supplier<GitIndex> {
  /** What was parsed last: several parts of a start ask for the same index. */
  private static final AtomicReference<@Nullable Parsed> LAST = new AtomicReference<>();

  private static final AtomicReference<@Nullable Digested> DIGESTED = new AtomicReference<>();

  private record Parsed(Path file, FileStat source, GitIndex index) {}

  private final Path file;
  private final Path gitDir;
  private byte @Nullable [] bytes;
  private @Nullable GitIndex index;
  private @Nullable FileStat source;

  public CurrentIndex(Path gitDir) {
    this(gitDir.resolve("index"), gitDir);
  }

  /**
   * @param file an index, not necessarily the repository's own
   * @param gitDir the folder of a split index's shared part
   */
  CurrentIndex(Path file, Path gitDir) {
    this.file = file;
    this.gitDir = gitDir;
  }

  /**
   * Returns the index; thread-safe.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE (GIT-007) when it cannot be read
   */
  @Override
  public GitIndex get() {
    try {
      return read();
    } catch (IOException e) {
      throw Unverifiable.git("git's index", e);
    }
  }

  synchronized GitIndex read() throws IOException {
    if (index == null) {
      index = parsed();
      bytes = null;
    }
    return index;
  }

  private GitIndex parsed() throws IOException {
    Parsed last = LAST.get();
    FileStat now = bytes == null ? stat() : source;
    if (last != null && last.file().equals(file) && last.source().equals(now)) {
      source = now;
      return last.index();
    }
    byte[] read = bytes();
    if (read == null) {
      return GitIndex.EMPTY;
    }
    GitIndex made = GitIndex.of(read, gitDir);
    FileStat from = source;
    if (from != null && !made.isSplit()) {
      LAST.set(new Parsed(file, from, made));
    }
    return made;
  }

  /** Checks that the index can be parsed, without verifying its checksum. */
  synchronized void skim() throws IOException {
    byte[] read = bytes();
    if (read != null) {
      GitIndex.skim(read, gitDir);
    }
  }

  private byte @Nullable [] bytes() throws IOException {
    if (bytes != null) {
      return bytes;
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("the index is not a regular file");
    }
    FileStat before = stat();
    byte[] read = WholeFile.read(file, WholeFile.LARGE);
    source = before != null && before.equals(stat()) ? before : null;
    return read;
  }

  /** Returns the status of the file that was read; null if none was, or if it changed meanwhile. */
  public synchronized @Nullable FileStat source() {
    return source;
  }

  /**
   * Returns the state of the index.
   *
   * @param previous an earlier state, returned if the file still holds the same bytes
   * @param trusted timestamps before this prove that, see {@link dev.execsession.file.RacyWindow}
   */
  synchronized IndexState state(@Nullable IndexState previous, long trusted) throws IOException {
    FileStat stat = stat();
    Stamp old = previous == null ? null : previous.source();
    if (previous != null && old != null && stat != null && old.isStill(stat.mark(), trusted)) {
      return previous;
    }
    bytes = bytes();
    if (bytes == null || stat == null) {
      return IndexState.of(read(), null);
    }
    Stamp source =
        new Stamp(digest(bytes), new FileStat.Mark(bytes.length, stat.inode(), stat.ctime()));
    if (previous != null && old != null && old.content().equals(source.content())) {
      return previous.at(source);
    }
    GitIndex now = read();
    return IndexState.of(now, now.isSplit() ? null : source);
  }

  /** Compares with the last bytes, which is far cheaper than a digest of all of them. */
  private static ContentId digest(byte[] bytes) {
    Digested last = DIGESTED.get();
    if (last == null || !Arrays.equals(last.bytes, bytes)) {
      last = new Digested(bytes, ContentId.of(bytes));
      DIGESTED.set(last);
    }
    return last.content;
  }

  private static final class Digested {
    private final byte[] bytes;
    private final ContentId content;

    Digested(byte[] bytes, ContentId content) {
      this.bytes = bytes;
      this.content = content;
    }
  }

  private @Nullable FileStat stat() throws IOException {
    try {
      return FileStat.of(file);
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
