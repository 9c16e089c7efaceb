package dev.execsession.worktree;

import dev.execsession.git.CommitFact;
import dev.execsession.git.ControlChange;
import dev.execsession.git.MergedSides;
import dev.execsession.git.RefChange;
import dev.execsession.git.TracesDelta;
import java.util.List;

/**
 * The difference of two scans.
 *
 * @param files by path
 * @param commits those that the branch got, oldest first; empty when what controls git changed,
 *     because then git's objects are not read
 * @param elsewhere those that only other branches and tags got, and that no fetch brought
 * @param merged what merges brought that was there before
 * @param refs HEAD first, then by name
 * @param control changes of what controls git
 * @param tampered whether git may do something else than before, so that it is not asked
 * @param traces traces of operations that the refs do not show
 */
public record Delta(
    List<FileChange> files,
    List<CommitFact> commits,
    List<CommitFact> elsewhere,
    MergedSides merged,
    List<RefChange> refs,
    List<ControlChange> control,
    boolean tampered,
    TracesDelta traces) {
  public static final Delta NONE =
      new Delta(
          List.of(),
          List.of(),
          List.of(),
          MergedSides.NONE,
          List.of(),
          List.of(),
          false,
          TracesDelta.NONE);

  public Delta {
    files = List.copyOf(files);
    commits = List.copyOf(commits);
    elsewhere = List.copyOf(elsewhere);
    refs = List.copyOf(refs);
    control = List.copyOf(control);
  }

  /** Returns whether nothing changed, apart from git's own maintenance of logs and packs. */
  public boolean isEmpty() {
    return files.isEmpty()
        && commits.isEmpty()
        && refs.isEmpty()
        && control.isEmpty()
        && traces.index().isEmpty()
        && traces.lost().isEmpty();
  }
}
