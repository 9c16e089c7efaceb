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
 * Says which files hold what HEAD holds without reading them: git's index describes the file as
 * {@code lstat} does, in all fields, since before the racy windows of index and scan; no conversion
 * is between file and object; and HEAD has the same object.
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
    Optional<Conversions> conversions = Conversions.outside(facts);
    if (source == null || head.index().isSplit() || conversions.isEmpty()) {
      return null;
    }
    Instant now = Instant.now();
    long started = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    long before =
        Math.min(source.mtime() - GRAIN, RacyWindow.trusted(facts.root(), started));
    return new IndexTrust(
        head, conversions.get(), before, FileStat.of(facts.root()).owner().device());
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
