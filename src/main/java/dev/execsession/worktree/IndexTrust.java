package dev.execsession.worktree;

import dev.execsession.file.FileStat;
import dev.execsession.file.RacyWindow;
import dev.execsession.git.CommittedTree;
import dev.execsession.git.CurrentIndex;
import dev.execsession.git.GitIndex;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes files that hold what HEAD holds without reading them: git's index describes the file
 * as {@code lstat} does, in all fields, since before the racy windows of index and scan; no
 * conversion is between file and object; and HEAD has the same object.
 */
final class IndexTrust {
  /** Some file systems keep times in steps of two seconds. */
  private static final long GRAIN = TimeUnit.SECONDS.toNanos(2);

  private final CommittedTree head;
  private final Conversions conversions;
  private final long before;
  private final long device;

  private IndexTrust(CommittedTree head, Conversions conversions, long before, long device) {
    this.head = head;
    this.conversions = conversions;
    this.before = before;
    this.device = device;
  }

  /**
   * Returns the trust that an index deserves; null when it deserves none, as a split one does.
   *
   * @param index was read before
   * @param head was compared with that index
   */
  static @Nullable IndexTrust of(RepositoryFacts facts, CurrentIndex index, CommittedTree head)
      throws IOException {
    FileStat source = index.source();
    return source == null ? null : of(facts, head, before(source.mtime(), window(facts)));
  }

  /**
   * Returns the trust in files whose times are before another one.
   *
   * @param before nanoseconds since 1970
   */
  static @Nullable IndexTrust of(RepositoryFacts facts, CommittedTree head, long before)
      throws IOException {
    Optional<Conversions> conversions = Conversions.outside(facts);
    return head.index().isSplit() || conversions.isEmpty()
        ? null
        : new IndexTrust(
            head, conversions.get(), before, FileStat.of(facts.root()).owner().device());
  }

  private static long window(RepositoryFacts facts) throws IOException {
    Instant now = Instant.now();
    return RacyWindow.trusted(facts.root(), now.getEpochSecond() * 1_000_000_000L + now.getNano());
  }

  /**
   * Returns the time before which a file is trusted.
   *
   * @param written when the index was written: a file could change after git read it, and until
   *     then, without another time
   * @param settled what the scan itself requires
   */
  static long before(long written, long settled) {
    return Math.min(written - GRAIN, settled);
  }

  GitIndex index() {
    return head.index();
  }

  Conversions conversions() {
    return conversions;
  }

  /**
   * Returns whether a file holds the object that the index has at a position.
   *
   * @param within what holds in the file's folder
   */
  boolean holds(int position, TreePath path, FileStat stat, Conversions within) {
    return Math.max(stat.mtime(), stat.ctime()) < before
        && stat.owner().device() == device
        && head.index().describes(position, stat)
        && head.holds(position)
        && !within.covers(path);
  }
}
