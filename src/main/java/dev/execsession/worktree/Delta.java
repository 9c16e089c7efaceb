package dev.execsession.worktree;

import dev.execsession.git.CommitFact;
import dev.execsession.git.RefChange;
import dev.execsession.git.TracesDelta;
import java.util.List;

/**
 * The difference of two scans.
 *
 * @param files by path
 * @param commits oldest first; empty when {@code controlFiles} is not empty, because then git's
 *     objects are not read
 * @param refs HEAD first, then by name
 * @param controlFiles names of changed files that control git, such as {@code .git/hooks/commit}
 * @param traces traces of operations that the refs do not show
 * @param sameContent whether the worktree's content is unchanged, whatever git records
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

  /** Returns whether nothing changed, apart from git's own maintenance of logs and packs. */
  public boolean isEmpty() {
    return files.isEmpty()
        && commits.isEmpty()
        && refs.isEmpty()
        && controlFiles.isEmpty()
        && traces.index().isEmpty()
        && traces.lost().isEmpty();
  }
}
