package dev.execsession.git;

import dev.execsession.text.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** Lists the commits that became reachable, with the paths they changed. */
public final class NewCommits {
  private static final Pattern TRAILERS =
      Pattern.compile("(?im)^Exec-(Session|Block|Plan-Digest):");

  private NewCommits() {}

  /** Returns the commits, oldest first. */
  public static List<CommitFact> between(
      GitObjects objects,
      Collection<String> oldTips,
      Collection<String> newTips,
      MergedSides merged)
      throws IOException {
    List<CommitFact> facts = new ArrayList<>();
    try (RevWalk walk = objects.walk()) {
      walk.sort(RevSort.TOPO);
      walk.sort(RevSort.REVERSE, true);
      boolean any = false;
      for (String tip : newTips) {
        if (!oldTips.contains(tip) && peel(walk, tip) instanceof RevCommit commit) {
          walk.markStart(commit);
          any = true;
        }
      }
      if (!any) {
        return facts;
      }
      for (String tip : oldTips) {
        try {
          if (peel(walk, tip) instanceof RevCommit commit) {
            walk.markUninteresting(commit);
          }
        } catch (MissingObjectException e) {
          // Deleted and pruned: none of its history is excluded, so too much may be listed, never
          // too little.
        }
      }
      for (RevCommit commit : walk) {
        facts.add(fact(objects, commit, merged));
      }
    }
    return facts;
  }

  /**
   * Returns the latest commits that are no merges, newest first.
   *
   * @param base whose history is left out; null for nothing
   */
  public static List<CommitFact> latest(
      GitObjects objects, String head, @Nullable String base, int most) throws IOException {
    List<CommitFact> facts = new ArrayList<>();
    try (RevWalk walk = objects.walk()) {
      walk.setRevFilter(RevFilter.NO_MERGES);
      walk.markStart(walk.parseCommit(ObjectId.fromString(head)));
      if (base != null) {
        walk.markUninteresting(walk.parseCommit(ObjectId.fromString(base)));
      }
      for (RevCommit commit = walk.next();
          commit != null && facts.size() < most;
          commit = walk.next()) {
        facts.add(fact(objects, commit, MergedSides.NONE));
      }
    }
    return facts;
  }

  /** Returns whether any of the tips leads to a commit, or it is no commit at all. */
  static boolean isReachable(GitObjects objects, String id, Collection<String> tips)
      throws IOException {
    try (RevWalk walk = objects.walk()) {
      if (!(peel(walk, id) instanceof RevCommit commit)) {
        return true;
      }
      walk.markStart(commit);
      for (String tip : tips) {
        try {
          if (peel(walk, tip) instanceof RevCommit known) {
            walk.markUninteresting(known);
          }
        } catch (MissingObjectException e) {
          // What is gone leads nowhere.
        }
      }
      return walk.next() == null;
    } catch (MissingObjectException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Returns the candidates, all of them commits, that are not reachable from any tip, oldest first.
   */
  static List<CommitFact> lost(GitObjects objects, Set<String> candidates, Collection<String> tips)
      throws IOException {
    List<CommitFact> facts = new ArrayList<>();
    try (RevWalk walk = objects.walk()) {
      for (RevCommit commit : unreachable(walk, candidates, tips)) {
        facts.add(fact(objects, commit, MergedSides.NONE));
      }
    }
    return facts;
  }

  private static List<RevCommit> unreachable(
      RevWalk walk, Set<String> candidates, Collection<String> tips) throws IOException {
    walk.sort(RevSort.TOPO);
    walk.sort(RevSort.REVERSE, true);
    for (String id : candidates) {
      walk.markStart(walk.parseCommit(ObjectId.fromString(id)));
    }
    for (String tip : tips) {
      try {
        if (peel(walk, tip) instanceof RevCommit commit) {
          walk.markUninteresting(commit);
        }
      } catch (MissingObjectException e) {
        // A log may mention commits that were pruned long ago.
      }
    }
    List<RevCommit> found = new ArrayList<>();
    for (RevCommit commit : walk) {
      if (candidates.contains(commit.name())) {
        found.add(commit);
      }
    }
    return found;
  }

  private static RevObject peel(RevWalk walk, String tip) throws IOException {
    return walk.peel(walk.parseAny(ObjectId.fromString(tip)));
  }

  private static CommitFact fact(GitObjects objects, RevCommit commit, MergedSides merged)
      throws IOException {
    Set<TreePath> paths = new TreeSet<>();
    try (RevWalk parents = objects.walk()) {
      if (commit.getParentCount() == 0) {
        addDifferences(parents, null, commit, paths);
      }
      for (RevCommit parent : commit.getParents()) {
        addDifferences(parents, parents.parseCommit(parent), commit, paths);
      }
    }
    if (commit.getParentCount() > 1) {
      keepOwn(objects, commit, paths, merged);
    }
    return new CommitFact(
        commit.name(),
        commit.getShortMessage(),
        commit.getAuthorIdent() == null ? "" : commit.getAuthorIdent().getName(),
        List.copyOf(paths),
        TRAILERS.matcher(commit.getFullMessage()).find());
  }

  /**
   * Leaves those paths of a merge that differ from our own line of work and that it did not have to
   * take from another side.
   */
  private static void keepOwn(
      GitObjects objects, RevCommit merge, Set<TreePath> paths, MergedSides merged)
      throws IOException {
    Map<TreePath, GitObjects.Difference> own =
        objects.differences(merged.line(objects, merge), merge.name());
    paths.removeIf(
        path -> {
          GitObjects.Difference difference = own.get(path);
          return difference == null || merged.brought(path, difference.after());
        });
  }

  private static void addDifferences(
      RevWalk parents, @Nullable RevCommit parent, RevCommit commit, Set<TreePath> paths)
      throws IOException {
    try (TreeWalk walk = new TreeWalk(parents.getObjectReader())) {
      if (parent == null) {
        walk.addTree(new EmptyTreeIterator());
      } else {
        walk.addTree(parent.getTree());
      }
      walk.addTree(commit.getTree());
      walk.setFilter(TreeFilter.ANY_DIFF);
      walk.setRecursive(true);
      while (walk.next()) {
        paths.add(TreePath.ofBytes(walk.getRawPath()));
      }
    }
  }
}
