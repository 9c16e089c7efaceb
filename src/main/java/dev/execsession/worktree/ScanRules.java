package dev.execsession.worktree;

import dev.execsession.git.GitIndex;
import dev.execsession.text.TreePath;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a look at the worktree is taken.
 *
 * @param ignore the baseline's ignore rules; absent for the first look, which collects them
 * @param index gives what git's index holds; asked only when something is new or changed
 * @param skip folders that are git's own, wherever they lie
 * @param worktrees folders that are other worktrees of the repository
 * @param largest files of more bytes than this are never read, only their size and times are
 *     watched
 */
public record ScanRules(
    @Nullable IgnoreRules ignore,
    Supplier<GitIndex> index,
    ContentPolicy policy,
    Set<Path> skip,
    Set<TreePath> worktrees,
    long largest) {
  /** A file of this size takes about a second to read. */
  public static final long LARGEST = 1L << 30;

  public ScanRules {
    skip = Set.copyOf(skip);
    worktrees = Set.copyOf(worktrees);
  }
}
