package dev.execsession.worktree;

import dev.execsession.git.GitIndex;
import dev.execsession.text.TreePath;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the worktree is scanned.
 *
 * @param ignore the baseline's ignore rules; null for the first scan, which collects them
 * @param index supplies git's index; called only when something is new or changed
 * @param trust says which files need not be read at the first scan; null for none
 * @param earlier supplies what an earlier session read; called only when many files are to be read
 * @param worktrees folders that are other worktrees of the repository
 * @param skip folders of git repositories, at any depth
 * @param largest larger files are never read; only their size and timestamps are compared
 */
public record ScanRules(
    @Nullable IgnoreRules ignore,
    Supplier<GitIndex> index,
    @Nullable IndexTrust trust,
    Supplier<EarlierContents> earlier,
    ContentPolicy policy,
    Set<Path> skip,
    Set<TreePath> worktrees,
    long largest) {
  /** Takes about a second to read. */
  public static final long LARGEST = 1L << 30;

  public ScanRules {
    skip = Set.copyOf(skip);
    worktrees = Set.copyOf(worktrees);
  }
}
