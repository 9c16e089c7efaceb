package dev.execsession.worktree;

import dev.execsession.text.TreePath;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Every name in the worktree at one moment, ignored ones included, the top {@code .git} left out.
 *
 * @param startedNanos when the look began, nanoseconds since 1970; what changed since may have kept
 *     its times
 * @param entries sorted by path
 */
public record Manifest(long startedNanos, List<ManifestEntry> entries) {
  public Manifest {
    entries = List.copyOf(entries);
  }

  /** Gives the manifest of entries in any order. */
  static Manifest of(long startedNanos, List<ManifestEntry> entries) {
    return new Manifest(
        startedNanos, entries.stream().sorted(Comparator.comparing(ManifestEntry::path)).toList());
  }

  /** Gives what stands at the path. */
  public Optional<ManifestEntry> find(TreePath path) {
    int low = 0;
    int high = entries.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = entries.get(middle).path().compareTo(path);
      if (order == 0) {
        return Optional.of(entries.get(middle));
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }
}
