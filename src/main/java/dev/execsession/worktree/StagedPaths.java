package dev.execsession.worktree;

import dev.execsession.git.CommittedTree;
import dev.execsession.git.GitIndex;
import dev.execsession.git.GitObjects;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Finds the paths that the next commit would change. */
public final class StagedPaths {
  private StagedPaths() {}

  /**
   * Returns the paths in which an index differs from HEAD.
   *
   * @param index not necessarily the repository's own: {@code git commit FILE} makes another
   */
  public static List<TreePath> of(RepositoryFacts facts, Path index) throws IOException {
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      return CommittedTree.of(objects, facts.head(), GitIndex.read(index, facts.gitDir()))
          .differing();
    }
  }
}
