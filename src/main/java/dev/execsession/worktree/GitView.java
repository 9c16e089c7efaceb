package dev.execsession.worktree;

import dev.execsession.git.GitIndex;
import dev.execsession.git.GitObjects;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;

/** Answers single questions about a repository as it is now, each from the files it needs. */
public final class GitView {
  private GitView() {}

  /** Tells whether git's index holds a path. */
  public static boolean tracks(Path gitDir, TreePath path) throws IOException {
    return GitIndex.read(gitDir).tracks(path);
  }

  /**
   * Gives the paths in which an index differs from the commit that is checked out.
   *
   * @param index the index file, which is not always the repository's own: {@code git commit FILE}
   *     makes one
   */
  public static List<TreePath> staged(RepositoryFacts facts, Path index) throws IOException {
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      return DirtyReader.staged(
          GitIndex.read(index, facts.gitDir()),
          facts.head() == null ? new HashMap<>() : objects.tree(facts.head()));
    }
  }
}
