package dev.execsession.scan;

import dev.execsession.worktree.Delta;
import dev.execsession.worktree.Observation;
import java.util.Set;

/**
 * What was seen, and what differs from an earlier look.
 *
 * @param look the name of the look that shows it
 * @param now what it shows
 * @param ownCommits ids of commits that the session made; they are nobody's change
 * @param tampered whether git's own files changed: then nothing of git's objects is read any more
 */
public record Scan(
    String look, Observation now, Delta delta, Set<String> ownCommits, boolean tampered) {
  public Scan {
    ownCommits = Set.copyOf(ownCommits);
  }
}
