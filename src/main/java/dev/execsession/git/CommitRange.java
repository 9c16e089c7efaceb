package dev.execsession.git;

import dev.execsession.git.GitObjects.Difference;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Lists the commits of a range, each with its own changes. */
public final class CommitRange implements AutoCloseable {
  private final ObjectReader reader;
  private final RevWalk walk;
  private final TreeWalk trees;

  private CommitRange(GitObjects objects) {
    this.reader = objects.treeReader();
    this.walk = new RevWalk(reader);
    this.trees = new TreeWalk(reader);
    trees.setRecursive(true);
  }

  /**
   * Returns the commits that the tip has and none of the others has, oldest first.
   *
   * @param without commits
   * @throws ShallowException when a commit's parents were not fetched
   */
  public static List<RangeCommit> read(
      GitObjects objects, ReadOnlyGit git, String tip, Collection<String> without)
      throws IOException, ShallowException {
    Set<String> shallow = objects.shallow();
    List<RangeCommit> commits = new ArrayList<>();
    try (CommitRange range = new CommitRange(objects)) {
      for (RangeCommit commit : CommitLog.read(git, tip, without)) {
        if (shallow.contains(commit.id())) {
          throw new ShallowException(commit.id());
        }
        commits.add(commit.isMerge() ? commit.with(range.mergeChanges(commit.id())) : commit);
      }
    }
    return commits;
  }

  /** Returns what a merge holds and no clean merge of its parents would. */
  private Map<TreePath, Difference> mergeChanges(String id) throws IOException {
    RevCommit merge = walk.parseCommit(ObjectId.fromString(id));
    List<ObjectId> all = new ArrayList<>();
    for (RevCommit base : MergeBases.of(reader, merge)) {
      all.add(base.getTree());
    }
    int bases = all.size();
    for (RevCommit parent : merge.getParents()) {
      walk.parseHeaders(parent);
      all.add(parent.getTree());
    }
    all.add(merge.getTree());
    trees.setFilter(new MergedByHand(bases));
    trees.reset(all.toArray(ObjectId[]::new));
    Map<TreePath, Difference> found = new TreeMap<>();
    while (trees.next()) {
      found.merge(
          TreePath.ofBytes(trees.getRawPath()),
          new Difference(GitObjects.item(trees, bases), GitObjects.item(trees, all.size() - 1)),
          Difference::or);
    }
    return found;
  }

  @Override
  public void close() {
    trees.close();
    walk.close();
    reader.close();
  }
}
