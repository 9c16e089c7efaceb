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
  private static final AtomicReference<@Nullable Known> LAST = new AtomicReference<>();

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
    byte[] read = bytes();
    return read == null ? GitIndex.EMPTY : Known.of(read).index(gitDir);
  }

  /** Checks that the index can be parsed, without verifying its checksum. */
  synchronized void skim() throws IOException {
    byte[] read = bytes();
    if (read != null) {
      GitIndex.skim(read, gitDir);
    }
  }

  /** Returns the digest of an index's bytes, which is known for those that were read last. */
  public static ContentId content(byte[] bytes) {
    return Known.of(bytes).content();
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
        new Stamp(
            Known.of(bytes).content(), new FileStat.Mark(bytes.length, stat.inode(), stat.ctime()));
    if (previous != null && old != null && old.content().equals(source.content())) {
      return previous.at(source);
    }
    GitIndex now = read();
    return IndexState.of(now, now.isSplit() ? null : source);
  }

  private @Nullable FileStat stat() throws IOException {
    try {
      return FileStat.of(file);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /**
   * The bytes that were read last, and what was made of them: several parts of a start ask for the
   * same index, and comparing bytes is far cheaper than parsing or digesting them.
   */
  private static final class Known {
    private final byte[] bytes;
    private @Nullable ContentId content;
    private @Nullable GitIndex index;

    private Known(byte[] bytes) {
      this.bytes = bytes;
    }

    static Known of(byte[] bytes) {
      Known last = LAST.get();
      if (last == null || !Arrays.equals(last.bytes, bytes)) {
        last = new Known(bytes);
        LAST.set(last);
      }
      return last;
    }

    synchronized ContentId content() {
      ContentId known = content;
      if (known == null) {
        known = ContentId.of(bytes);
        content = known;
      }
      return known;
    }

    synchronized GitIndex index(Path gitDir) throws IOException {
      GitIndex known = index;
      if (known == null) {
        known = GitIndex.of(bytes, gitDir);
        // The rest of a split index is in another file.
        index = known.isSplit() ? null : known;
      }
      return known;
    }
  }
}
