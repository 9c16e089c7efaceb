package dev.execsession.git;

import dev.execsession.file.ContentId;
import dev.execsession.file.FileStat;
import dev.execsession.file.Unverifiable;
import dev.execsession.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Git's index at one moment; its file is read once, and understood only when that is needed. */
public final class CurrentIndex implements Supplier<GitIndex> {
  private final Path gitDir;
  private byte @Nullable [] bytes;
  private @Nullable GitIndex index;

  public CurrentIndex(Path gitDir) {
    this.gitDir = gitDir;
  }

  /**
   * Gives what the index holds; may be asked by several threads.
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
      byte[] file = bytes();
      index = file.length == 0 ? GitIndex.EMPTY : GitIndex.of(file, gitDir);
      bytes = null;
    }
    return index;
  }

  /** Gives the file's bytes, none when there is no file. */
  private byte[] bytes() throws IOException {
    if (bytes != null) {
      return bytes;
    }
    Path file = gitDir.resolve("index");
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new byte[0];
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("the index is not a regular file");
    }
    return WholeFile.read(file, WholeFile.LARGE);
  }

  /**
   * Gives what the index says.
   *
   * @param previous what it said before, still true where the file holds the same bytes
   * @param trusted the moment before which times tell whether it does, see {@link
   *     dev.execsession.file.RacyWindow}
   */
  synchronized IndexState state(@Nullable IndexState previous, long trusted) throws IOException {
    FileStat stat = stat();
    if (previous != null && stat != null && previous.isStill(stat, trusted)) {
      return previous;
    }
    byte[] file = bytes();
    bytes = file;
    ContentId source = ContentId.of(file);
    if (previous != null && previous.isOf(source)) {
      return previous.at(stat);
    }
    GitIndex now = read();
    return IndexState.of(now, stat == null || now.isSplit() ? null : new Source(source, stat));
  }

  /** Gives what {@code lstat} says of the file; absent when there is none. */
  private @Nullable FileStat stat() throws IOException {
    try {
      return FileStat.of(gitDir.resolve("index"));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** The one file that all of an index stands in, as it was when it was read. */
  record Source(ContentId content, long size, long inode, long mtime, long ctime) {
    Source(ContentId content, FileStat stat) {
      this(content, stat.size(), stat.inode(), stat.mtime(), stat.ctime());
    }

    boolean isStill(FileStat stat, long trusted) {
      return equals(new Source(content, stat)) && Math.max(mtime, ctime) < trusted;
    }
  }
}
