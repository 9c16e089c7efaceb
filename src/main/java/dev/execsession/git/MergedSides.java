package dev.execsession.git;

import dev.execsession.git.GitObjects.Difference;
import dev.execsession.git.GitObjects.TreeItem;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.jspecify.annotations.Nullable;

/**
 * What merges brought that was there before: where only the other side had changed a path since the
 * two parted, a merge must take that side's content, so it is not the work of the merge's author.
 *
 * @param before where the branch was
 * @param known tips of the time before
 * @param items path to what the other side holds there; absent means that there is no file
 * @param commits the other sides
 */
public record MergedSides(
    @Nullable String before,
    Collection<String> known,
    Map<TreePath, @Nullable TreeItem> items,
    List<String> commits) {
  public static final MergedSides NONE = new MergedSides(null, List.of(), Map.of(), List.of());

  /** Returns the commit that a merge is compared with: its parent in our own line of work. */
  String line(GitObjects objects, RevCommit merge) throws IOException {
    for (RevCommit parent : merge.getParents()) {
      boolean ours = parent.name().equals(before) || !isKnown(objects, parent.name(), known);
      if (before == null || ours) {
        return parent.name();
      }
    }
    return Objects.requireNonNull(before);
  }

  /** Returns whether this is what a merge had to take at the path. */
  public boolean brought(TreePath path, @Nullable TreeItem item) {
    return items.containsKey(path) && Objects.equals(items.get(path), item);
  }

  /** Returns the blob that a merge had to take at the path; absent when it took none. */
  public @Nullable String blob(TreePath path) {
    TreeItem item = items.get(path);
    return item == null ? null : item.id();
  }

  /** Returns whether a merge had to remove the path. */
  public boolean removed(TreePath path) {
    return items.containsKey(path) && items.get(path) == null;
  }

  /**
   * Finds them.
   *
   * @param known tips of the time before; only what they lead to is a side
   */
  static MergedSides find(GitObjects objects, String before, String after, Collection<String> known)
      throws IOException {
    Set<String> sides = new HashSet<>();
    try (RevWalk walk = objects.walk()) {
      RevCommit tip = walk.parseCommit(ObjectId.fromString(after));
      if (isKnown(objects, after, known)) {
        sides.add(after);
      } else {
        walk.markStart(tip);
        walk.markUninteresting(walk.parseCommit(ObjectId.fromString(before)));
        for (RevCommit commit : walk) {
          for (int i = 0; commit.getParentCount() > 1 && i < commit.getParentCount(); i++) {
            String parent = commit.getParent(i).name();
            if (isKnown(objects, parent, known)) {
              sides.add(parent);
            }
          }
        }
      }
    }
    sides.removeIf(side -> side.equals(before));
    Map<TreePath, @Nullable TreeItem> items = new HashMap<>();
    for (String side : sides) {
      String base = base(objects, before, side);
      if (base == null || base.equals(side)) {
        continue;
      }
      Map<TreePath, Difference> ours = objects.differences(base, before);
      for (Map.Entry<TreePath, Difference> theirs : objects.differences(base, side).entrySet()) {
        if (!ours.containsKey(theirs.getKey())) {
          items.put(theirs.getKey(), theirs.getValue().after());
        }
      }
    }
    return new MergedSides(before, known, items, List.copyOf(sides));
  }

  private static boolean isKnown(GitObjects objects, String commit, Collection<String> known)
      throws IOException {
    return NewCommits.isReachable(objects, commit, known);
  }

  private static @Nullable String base(GitObjects objects, String one, String other)
      throws IOException {
    try (RevWalk walk = objects.walk()) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(ObjectId.fromString(one)));
      walk.markStart(walk.parseCommit(ObjectId.fromString(other)));
      RevCommit base = walk.next();
      // With more than one there is no telling what a merge must take.
      return base == null || walk.next() != null ? null : base.name();
    }
  }
}
