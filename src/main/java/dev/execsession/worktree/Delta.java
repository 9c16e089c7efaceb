package dev.execsession.worktree;

import dev.execsession.git.CommitFact;
import dev.execsession.git.RefChange;
import dev.execsession.git.TracesDelta;
import java.util.List;

/**
 * What changed between two looks.
 *
 * @param files by path
 * @param commits oldest first; empty and not to be relied on when {@code controlFiles} is not
 *     empty, because then git's objects were not touched
 * @param refs HEAD first, then by name
 * @param controlFiles names of git's steering files that changed, such as {@code .git/hooks/commit}
 * @param traces what is left of work that the refs do not show
 * @param sameContent whether the worktree holds the same as before, whatever git says
 */
public record Delta(
    List<FileChange> files,
    List<CommitFact> commits,
    List<RefChange> refs,
    List<String> controlFiles,
    TracesDelta traces,
    boolean sameContent) {
  public Delta {
    files = List.copyOf(files);
    commits = List.copyOf(commits);
    refs = List.copyOf(refs);
    controlFiles = List.copyOf(controlFiles);
  }

  /** Returns whether nothing changed; what git's upkeep does to logs and packs does not count. */
  public boolean isEmpty() {
    return files.isEmpty()
        && commits.isEmpty()
        && refs.isEmpty()
        && controlFiles.isEmpty()
        && traces.index().isEmpty()
        && traces.lost().isEmpty();
  }
}
