package dev.execsession.worktree;

import dev.execsession.git.CommittedTree;
import dev.execsession.git.GitIndex;
import dev.execsession.git.GitObjects;
import dev.execsession.git.RepositoryFacts;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tree of HEAD, read once for each commit; thread-safe. */
final class HeadTree {
  private final RepositoryFacts facts;
  private @Nullable String commit;
  private @Nullable CommittedTree tree;

  HeadTree(RepositoryFacts facts) {
    this.facts = facts;
  }

  /**
   * Returns the files of a commit.
   *
   * @param index any index; one that is like the commit is fast
   */
  synchronized CommittedTree of(@Nullable String head, Supplier<GitIndex> index)
      throws IOException {
    CommittedTree known = tree;
    if (known == null || !Objects.equals(head, commit)) {
      known = comparedWith(head, index.get());
      tree = known;
      commit = head;
    }
    return known;
  }

  /** Returns the files of a commit as compared with this very index. */
  synchronized CommittedTree comparedWith(@Nullable String head, GitIndex index)
      throws IOException {
    CommittedTree known = tree;
    if (known == null || !Objects.equals(head, commit) || !isOf(known, index)) {
      try (GitObjects objects = GitObjects.open(facts.commonDir())) {
        known = CommittedTree.of(objects, head, index);
      }
      tree = known;
      commit = head;
    }
    return known;
  }

  @SuppressWarnings("ReferenceEquality") // the same object, not an equal one
  private static boolean isOf(CommittedTree tree, GitIndex index) {
    return tree.index() == index;
  }
}
