package dev.execsession.git;

import dev.execsession.git.GitObjects.Difference;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Lists the commits of a range, each with its own changes. Only folders in which a commit differs
 * from its parent are read.
 */
public final class CommitRange implements AutoCloseable {
  private static final int LEAST_SHARED = 64;

  private final ObjectReader reader;
  private final TreeWalk trees;

  private CommitRange(GitObjects objects) {
    this.reader = objects.treeReader();
    this.trees = new TreeWalk(reader);
    trees.setRecursive(true);
  }

  /**
   * Returns the commits that the tip has and none of the others has, oldest first.
   *
   * @param without commits
   * @throws ShallowException when a commit's parents were not fetched
   */
  public static List<RangeCommit> read(GitObjects objects, String tip, Collection<String> without)
      throws IOException, ShallowException {
    List<RevCommit> commits = list(objects, tip, without);
    int half = commits.size() < LEAST_SHARED ? commits.size() : commits.size() / 2;
    // Another thread reads the newer half, which takes as long.
    FutureTask<List<RangeCommit>> rest =
        new FutureTask<>(() -> changes(objects, commits.subList(half, commits.size())));
    Thread other = new Thread(rest, "commit-range-rest");
    other.setDaemon(true);
    other.start();
    List<RangeCommit> all = new ArrayList<>(changes(objects, commits.subList(0, half)));
    try {
      all.addAll(rest.get());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return all;
  }

  private static List<RangeCommit> changes(GitObjects objects, List<RevCommit> commits)
      throws IOException {
    List<RangeCommit> changes = new ArrayList<>();
    try (CommitRange range = new CommitRange(objects);
        RevWalk walk = new RevWalk(range.reader)) {
      for (RevCommit commit : commits) {
        changes.add(range.commit(walk, walk.parseCommit(commit)));
      }
    }
    return changes;
  }

  private static List<RevCommit> list(GitObjects objects, String tip, Collection<String> without)
      throws IOException, ShallowException {
    Set<String> shallow = objects.shallow();
    List<RevCommit> commits = new ArrayList<>();
    try (ObjectReader reader = objects.treeReader();
        RevWalk walk = new RevWalk(reader)) {
      walk.sort(RevSort.TOPO);
      walk.sort(RevSort.REVERSE, true);
      walk.markStart(walk.parseCommit(ObjectId.fromString(tip)));
      for (String id : without) {
        walk.markUninteresting(walk.parseCommit(ObjectId.fromString(id)));
      }
      for (RevCommit commit : walk) {
        if (shallow.contains(commit.name())) {
          throw new ShallowException(commit.name());
        }
        commits.add(commit);
      }
    }
    return commits;
  }

  private RangeCommit commit(RevWalk walk, RevCommit commit) throws IOException {
    for (RevCommit parent : commit.getParents()) {
      walk.parseHeaders(parent);
    }
    return new RangeCommit(
        commit.name(),
        commit.getShortMessage(),
        commit.getAuthorIdent() == null ? "" : commit.getAuthorIdent().getName(),
        commit.getParentCount() > 1,
        trailers(commit, "Exec-Block"),
        trailers(commit, "Exec-Plan-Digest"),
        commit.getParentCount() > 1 ? mergeChanges(commit) : changes(commit));
  }

  private static List<String> trailers(RevCommit commit, String name) {
    return List.copyOf(new LinkedHashSet<>(commit.getFooterLines(name)));
  }

  private Map<TreePath, Difference> changes(RevCommit commit) throws IOException {
    ObjectId parent =
        commit.getParentCount() == 0 ? Constants.EMPTY_TREE_ID : commit.getParent(0).getTree();
    trees.setFilter(TreeFilter.ANY_DIFF);
    trees.reset(parent, commit.getTree());
    return read(0, 1);
  }

  /** Returns what a merge holds and no clean merge of its parents would. */
  private Map<TreePath, Difference> mergeChanges(RevCommit merge) throws IOException {
    List<ObjectId> all = new ArrayList<>();
    for (RevCommit base : MergeBases.of(reader, merge)) {
      all.add(base.getTree());
    }
    int bases = all.size();
    for (RevCommit parent : merge.getParents()) {
      all.add(parent.getTree());
    }
    all.add(merge.getTree());
    trees.setFilter(new MergedByHand(bases));
    trees.reset(all.toArray(ObjectId[]::new));
    return read(bases, all.size() - 1);
  }

  private Map<TreePath, Difference> read(int before, int after) throws IOException {
    Map<TreePath, Difference> found = new TreeMap<>();
    while (trees.next()) {
      found.merge(
          TreePath.ofBytes(trees.getRawPath()),
          new Difference(GitObjects.item(trees, before), GitObjects.item(trees, after)),
          Difference::or);
    }
    return found;
  }

  @Override
  public void close() {
    trees.close();
    reader.close();
  }
}
