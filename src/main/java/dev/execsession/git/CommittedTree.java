package dev.execsession.git;

import dev.execsession.git.GitObjects.TreeItem;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * The files of a commit, as an index and its differences from them. Only folders in which the two
 * differ are read.
 */
public final class CommittedTree {
  private final GitIndex index;
  // What the commit holds where the index holds something else.
  private final NavigableMap<TreePath, Optional<TreeItem>> others = new TreeMap<>();
  private final BitSet differing = new BitSet();
  private int next;

  private CommittedTree(GitIndex index) {
    this.index = index;
  }

  /** Compares a commit with an index; null holds nothing. */
  public static CommittedTree of(GitObjects objects, @Nullable String commit, GitIndex index)
      throws IOException {
    CommittedTree found = new CommittedTree(index);
    if (commit != null) {
      found.compare(objects, commit);
    }
    found.addNewUntil(null);
    return found;
  }

  private void compare(GitObjects objects, String commit) throws IOException {
    Map<String, IndexTrees.Tree> trees = IndexTrees.of(index.packed());
    try (RevWalk commits = objects.walk();
        TreeWalk walk = new TreeWalk(commits.getObjectReader())) {
      ObjectId root = commits.parseCommit(ObjectId.fromString(commit)).getTree();
      IndexTrees.Tree all = trees.get("");
      if (all != null && root.equals(all.id())) {
        next = index.size();
        return;
      }
      walk.addTree(root);
      while (walk.next()) {
        TreePath path = TreePath.ofBytes(walk.getRawPath());
        if (!walk.isSubtree()) {
          visit(path, new TreeItem(walk.getRawMode(0), walk.getObjectId(0).name()));
          continue;
        }
        IndexTrees.Tree own = trees.get(path.raw());
        if (own != null && walk.getObjectId(0).equals(own.id())) {
          addNewUntil(path.raw() + "/");
          next = own.end();
        } else {
          walk.enterSubtree();
        }
      }
    }
  }

  private void visit(TreePath path, TreeItem item) {
    addNewUntil(path.raw());
    if (next < index.size()) {
      String name = index.packed().name(next);
      if (name.endsWith("/") && path.raw().startsWith(name)) {
        // A sparse folder covers everything in it.
        return;
      }
      if (name.equals(path.raw())) {
        GitIndex.Entry entry = index.get(next);
        boolean isSame =
            item.mode() == entry.mode()
                && item.id().equals(entry.blob())
                && entry.stage() == 0
                && (entry.flags() & GitIndex.INTENT_TO_ADD) == 0;
        while (next < index.size() && index.packed().name(next).equals(name)) {
          if (!isSame) {
            differing.set(next);
          }
          next++;
        }
        if (!isSame) {
          others.put(path, Optional.of(item));
        }
        return;
      }
    }
    others.put(path, Optional.of(item));
  }

  /** Adds the entries before a name, which the commit does not hold; null is the end. */
  private void addNewUntil(@Nullable String name) {
    while (next < index.size()) {
      String own = index.packed().name(next);
      boolean isFolder = own.endsWith("/");
      if (name != null && (own.compareTo(name) >= 0 || (isFolder && name.startsWith(own)))) {
        return;
      }
      if (!isFolder) {
        differing.set(next);
        others.put(new TreePath(own), Optional.empty());
      }
      next++;
    }
  }

  /** Returns the paths in which the index differs from the commit. */
  public List<TreePath> differing() {
    return List.copyOf(others.keySet());
  }

  /** Returns the index that it was compared with. */
  public GitIndex index() {
    return index;
  }

  /** Returns whether the commit holds at its path what the index holds at a position. */
  public boolean holds(int position) {
    return !differing.get(position);
  }

  /**
   * Returns the id of what the commit holds at a path; null for nothing, for a folder, and in a
   * folder that a sparse index keeps as one entry.
   */
  public @Nullable String blobAt(TreePath path) {
    Optional<TreeItem> other = others.get(path);
    if (other != null) {
      return other.map(TreeItem::id).orElse(null);
    }
    GitIndex.Entry entry = index.find(path);
    return entry == null || entry.mode() == GitIndex.FOLDER_MODE ? null : entry.blob();
  }
}
