package dev.execsession.verify;

import dev.execsession.git.GitObjects.Difference;
import dev.execsession.git.GitObjects.TreeItem;
import dev.execsession.git.RangeCommit;
import dev.execsession.scope.ChangeKind;
import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the commits of a range did at a path, one after the other. */
final class PathWork {
  private static final int TYPE = 0170000;
  private static final int SUBMODULE = 0160000;
  private static final int LINK = 0120000;

  private final TreePath path;
  private final @Nullable TreeItem before;
  private final @Nullable TreePath from;
  private final List<RangeCommit> commits = new ArrayList<>();
  // By identity: a plan is much to compare.
  private final Set<List<Owner>> owners = Collections.newSetFromMap(new IdentityHashMap<>());
  private @Nullable TreeItem after;

  /**
   * @param first what the first commit did
   * @param from the path that this commit removed with the same content
   */
  PathWork(TreePath path, Difference first, @Nullable TreePath from) {
    this.path = path;
    this.before = first.before();
    this.from = from;
  }

  void add(RangeCommit commit, Difference change, List<Owner> madeFor) {
    commits.add(commit);
    owners.add(madeFor);
    after = change.after();
  }

  TreePath path() {
    return path;
  }

  /** Returns the old path of a file that was moved unchanged. */
  @Nullable TreePath from() {
    return from;
  }

  /** Returns what the last commit left. */
  @Nullable TreeItem after() {
    return after;
  }

  List<String> commitIds() {
    List<String> ids = new ArrayList<>();
    for (RangeCommit commit : commits) {
      ids.add(commit.id());
    }
    return ids;
  }

  /** Returns the blocks that the commits name. */
  List<String> blocks() {
    List<String> blocks = new ArrayList<>();
    for (RangeCommit commit : commits) {
      for (String block : commit.blocks()) {
        if (!blocks.contains(block)) {
          blocks.add(block);
        }
      }
    }
    return blocks;
  }

  /** Returns what each commit may have been made for. */
  Set<List<Owner>> owners() {
    return owners;
  }

  boolean isSubmodule() {
    return is(before, SUBMODULE) || is(after, SUBMODULE);
  }

  boolean isLink() {
    return is(after, LINK);
  }

  private static boolean is(@Nullable TreeItem item, int type) {
    return item != null && (item.mode() & TYPE) == type;
  }

  /** Returns whether the last commit left other content than there was. */
  boolean hasNewText() {
    return after != null && (before == null || !before.id().equals(after.id()));
  }

  ChangeKind kind() {
    TreeItem old = before;
    TreeItem now = after;
    if (now == null) {
      return ChangeKind.DELETED;
    }
    if (old == null) {
      return ChangeKind.ADDED;
    }
    if ((old.mode() & TYPE) != (now.mode() & TYPE)) {
      return ChangeKind.TYPE;
    }
    return old.mode() != now.mode() && Objects.equals(old.id(), now.id())
        ? ChangeKind.MODE
        : ChangeKind.MODIFIED;
  }
}
