package dev.execsession.scan;

import dev.execsession.worktree.Delta;
import dev.execsession.worktree.Observation;
import java.util.Set;

/**
 * A scan and its difference from an earlier one.
 *
 * @param name the name of the scan
 * @param now its observation
 * @param ownCommits ids of the session's own commits, which do not count as changes
 * @param tampered whether files that control git changed: then git's objects are no longer read
 */
public record Scan(
    String name, Observation now, Delta delta, Set<String> ownCommits, boolean tampered) {
  public Scan {
    ownCommits = Set.copyOf(ownCommits);
  }
}
